import { randomUUID } from 'node:crypto'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '../../_ui/action-form.tsx'
import { KeptValue } from '../../_ui/kept-value.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SelectField } from '../../_ui/select-field.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { TextArea, TextField } from '../../_ui/text-field.tsx'
import { writeComment } from './actions.ts'
import { CommentItem } from './comment-item.tsx'
import type { ReadComments } from './read-comments.ts'

export interface CommentsProps {
  submissionId: string
  comments: ReadComments
  /** Files that a comment can be about, for who may begin one. */
  files?: readonly string[]
  /** The place that was chosen in the files below. */
  place?: { file: string; line: string }
}

/** What was said of a submission, and the forms to say more: the same for who teaches and for the learner. */
export async function Comments({ submissionId, comments, files = [], place }: CommentsProps) {
  const t = await getTranslations('comments')
  const { threads, mayBegin, isHeld } = comments
  if (threads.length === 0 && !mayBegin) return null
  return (
    <section className="ruled mt-6 py-6" id="comments">
      <SectionHead title={t('title')} note={t(isHeld ? 'heldNote' : mayBegin ? 'noteStaff' : 'noteLearner')} />
      <ol className="border-t border-rule">
        {threads.map((thread) => (
          <li key={thread.commentId} className="border-b border-rule py-4">
            <CommentItem submissionId={submissionId} comment={thread} />
            {thread.replies.length > 0 && (
              <ol className="mt-3 ml-1 grid gap-3 border-l-2 border-rule pl-4">
                {thread.replies.map((reply) => (
                  <li key={reply.commentId}>
                    <CommentItem submissionId={submissionId} comment={reply} />
                  </li>
                ))}
              </ol>
            )}
            {!thread.withdrawn && (
              <details key={`${thread.commentId} ${thread.replies.length}`} className="mt-2">
                <summary className="link-button inline-block text-1">{t('answer')}</summary>
                <ActionForm action={writeComment} label={t('answer')} className="mt-2 grid max-w-[640px] gap-3">
                  <input type="hidden" name="submissionId" value={submissionId} />
                  <input type="hidden" name="answers" value={thread.commentId} />
                  <KeptValue name="commentId" value={randomUUID()} />
                  <TextArea label={t('yourAnswer')} name="text" rows={3} maxLength={4000} required />
                  <p>
                    <SubmitButton>{t('sendAnswer')}</SubmitButton>
                  </p>
                </ActionForm>
              </details>
            )}
          </li>
        ))}
      </ol>
      {mayBegin && (
        <ActionForm
          key={`${threads.length} ${place?.file} ${place?.line}`}
          action={writeComment}
          label={t('write')}
          className="mt-4 grid max-w-[640px] gap-3"
        >
          <input type="hidden" name="submissionId" value={submissionId} />
          <KeptValue name="commentId" value={randomUUID()} />
          <TextArea
            label={t('write')}
            name="text"
            rows={4}
            maxLength={4000}
            description={t('writeHelp')}
            required
            autoFocus={place !== undefined}
          />
          <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_120px]">
            <SelectField
              label={t('about')}
              name="path"
              defaultValue={place?.file ?? ''}
              options={[{ value: '', label: t('whole') }, ...files.map((path) => ({ value: path, label: path }))]}
            />
            <TextField
              label={t('line')}
              name="line"
              type="number"
              min={1}
              inputMode="numeric"
              defaultValue={place?.line ?? ''}
            />
          </div>
          <p>
            <SubmitButton look="go">{t('send')}</SubmitButton>
          </p>
        </ActionForm>
      )}
    </section>
  )
}
