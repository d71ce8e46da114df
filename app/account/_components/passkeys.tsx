import { getFormatter, getTranslations } from 'next-intl/server'
import { AskButton } from '../../_ui/ask-button.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { removePasskey, renamePasskey } from '../_actions.ts'
import { AddPasskey } from './add-passkey.tsx'

interface Passkey {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
  isBackedUp: boolean
}

async function PasskeyItem({ passkey }: { passkey: Passkey }) {
  const t = await getTranslations('account')
  const p = await getTranslations('account.passkeys')
  const format = await getFormatter()
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' })
  const { id, name, createdAt, lastUsedAt, isBackedUp } = passkey
  const named = (verb: string) => (
    <>
      {verb}
      <span className="sr"> {name}</span>
    </>
  )
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-rule py-2">
      <span>
        <b>{name}</b>
        <span className="block text-1 text-ink-2">
          {p('added', { at: at(createdAt) })} {lastUsedAt ? p('used', { at: at(lastUsedAt) }) : p('unused')}{' '}
          {isBackedUp && p('backedUp')}
        </span>
      </span>
      <span className="flex gap-4">
        <AskButton
          label={named(p('rename'))}
          look="link"
          title={p('renameTitle', { name })}
          action={renamePasskey}
          confirm={p('renameDo')}
          cancel={t('cancel')}
        >
          <TextField label={p('name')} name="name" defaultValue={name} maxLength={60} required />
          <input type="hidden" name="passkeyId" value={id} />
        </AskButton>
        <AskButton
          label={named(p('remove'))}
          look="link"
          title={p('removeTitle', { name })}
          action={removePasskey}
          confirm={p('removeDo')}
          cancel={t('cancel')}
          isDanger
        >
          <p>{p('removeText')}</p>
          <input type="hidden" name="passkeyId" value={id} />
        </AskButton>
      </span>
    </li>
  )
}

/** The keys one signs in with instead of a password: named, added, taken away. */
export async function Passkeys({ isPossible, passkeys }: { isPossible: boolean; passkeys: readonly Passkey[] }) {
  const t = await getTranslations('account.passkeys')
  const errors = await getTranslations('errors')
  return (
    <section className="py-6">
      <SectionHead title={t('title')} note={t('count', { count: passkeys.length })} />
      <p className="border-t border-rule pt-2 pb-3 text-ink-2">{isPossible ? t('note') : t('notPossible')}</p>
      <ul className="mb-4">
        {passkeys.map((passkey) => (
          <PasskeyItem key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      {isPossible && (
        <AddPasskey
          texts={{
            ...{ label: t('title'), name: t('name'), help: t('nameHelp'), add: t('add'), waiting: t('waiting') },
            reasons: {
              passkeyRefused: errors('reasons.passkeyRefused'),
              passkeyKnown: errors('reasons.passkeyKnown'),
              tooManyPasskeys: errors('reasons.tooManyPasskeys'),
              challengeOver: errors('reasons.challengeOver'),
              offline: errors('codes.unavailable'),
              fault: errors('codes.fault'),
            },
          }}
        />
      )}
    </section>
  )
}
