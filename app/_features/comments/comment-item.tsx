import { randomUUID } from 'node:crypto'
import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '../../_ui/action-form.tsx'
import { AskButton } from '../../_ui/ask-button.tsx'
import { KeptValue } from '../../_ui/kept-value.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { TextArea, TextField } from '../../_ui/text-field.tsx'
import { editComment, withdrawComment } from './actions.ts'
import type { ReadComments } from './read-comments.ts'
import { Words } from './words.tsx'

type Thread = ReadComments['threads'][number]
type Comment = Omit<Thread, 'replies'>

async function Changes({ submissionId, comment }: { submissionId: string; comment: Comment }) {
  const t = await getTranslations('comments')
  const ids = (
    <>
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="commentId" value={comment.commentId} />
      <KeptValue name="entryId" value={randomUUID()} />
    </>
  )
  return (
    <div className="mt-2 flex flex-wrap items-baseline gap-x-4 gap-y-2 text-1">
      {comment.mayEdit && (
        <details key={comment.editedAt?.toISOString() ?? 'first'} className="open:w-full">
          <summary className="link-button inline-block">{t('edit')}</summary>
          <ActionForm action={editComment} label={t('edit')} className="mt-2 grid max-w-[640px] gap-3">
            {ids}
            <TextArea
              label={t('wording')}
              name="text"
              rows={4}
              maxLength={4000}
              defaultValue={comment.text ?? ''}
              description={t('editHelp')}
              required
            />
            <p>
              <SubmitButton>{t('saveEdit')}</SubmitButton>
            </p>
          </ActionForm>
        </details>
      )}
      {comment.mayWithdraw && (
        <AskButton
          label={t('withdraw')}
          look="link"
          title={t('withdrawTitle')}
          action={withdrawComment}
          confirm={t('withdraw')}
          cancel={t('keep')}
          isDanger
        >
          <p>{t('withdrawText')}</p>
          {ids}
          <TextField label={t('withdrawNote')} name="note" maxLength={300} required />
        </AskButton>
      )}
    </div>
  )
}

/** One comment as it stands: who, when, about what, and its words or that it was withdrawn. */
export async function CommentItem({ submissionId, comment }: { submissionId: string; comment: Comment }) {
  const t = await getTranslations('comments')
  const format = await getFormatter()
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' })
  const { place, withdrawn, text, editedAt, earlier } = comment
  return (
    <article>
      <p className="text-1 text-ink-2">
        <b className="text-ink">{comment.isMine ? t('you') : comment.authorName}</b>{' '}
        <span className="text-ink-3">{t(comment.isByLearner ? 'asLearner' : 'asInstructor')}</span> ·{' '}
        {at(comment.writtenAt)}
        {editedAt && ` · ${t('edited', { at: at(editedAt) })}`}
      </p>
      {place && !withdrawn && (
        <p className="mt-1 text-1">
          <span className="mono">{place.line ? t('lineOf', { path: place.path, line: place.line }) : place.path}</span>
          {comment.quote && (
            <code className="code-chip mt-1 block overflow-x-auto whitespace-pre" tabIndex={0}>
              {comment.quote}
            </code>
          )}
        </p>
      )}
      {withdrawn ? (
        <p className="mt-1 text-ink-2">{t('withdrawn', { at: at(withdrawn.at), note: withdrawn.note })}</p>
      ) : text === null ? (
        <p className="mt-1 text-ink-2">{t('erased')}</p>
      ) : (
        <Words className="mt-1 max-w-[640px]" text={text} />
      )}
      {earlier.length > 0 && (
        <details className="mt-1 text-1">
          <summary className="inline-block min-h-6 cursor-pointer text-ink-3">
            {t('earlier', { count: earlier.length })}
          </summary>
          <ol className="grid gap-2 border-l-2 border-rule pl-4">
            {earlier.map((wording) => (
              <li key={wording.until.toISOString()}>
                <span className="text-ink-3">{t('until', { at: at(wording.until) })}</span>
                <Words className="mt-1 max-w-[640px]" text={wording.text} />
              </li>
            ))}
          </ol>
        </details>
      )}
      {(comment.mayEdit || comment.mayWithdraw) && <Changes submissionId={submissionId} comment={comment} />}
    </article>
  )
}
