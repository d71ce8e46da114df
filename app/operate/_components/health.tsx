import { getFormatter, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { api } from '../../_trpc/server.ts'
import { FactList } from '../../_ui/fact-list.tsx'
import { Link } from '../../_ui/link.tsx'
import { Mark, type MarkKind } from '../../_ui/mark.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'

type Health = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['sovereignty']['health']>>
type Enforcement = 'yes' | 'watched' | 'no'

const MARKS: Record<Enforcement, MarkKind> = { yes: 'passed', watched: 'partial', no: 'failed' }

function sizeIn(bytes: number): [number, { style: 'unit'; unit: string; maximumFractionDigits: number }] {
  const unit = bytes >= 1e9 ? { name: 'gigabyte', bytes: 1e9 } : { name: 'megabyte', bytes: 1e6 }
  return [bytes / unit.bytes, { style: 'unit', unit: unit.name, maximumFractionDigits: 1 }]
}

interface Row {
  id: string
  kind: MarkKind
  title: string
  text: ReactNode
  state: string
}

function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <ul className="border-t border-rule">
      {rows.map(({ id, kind, title, text, state }) => (
        <li key={id} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 border-b border-rule py-2">
          <span className="pt-1">
            <Mark kind={kind} label={state} />
          </span>
          <div>
            <p className="flex flex-wrap justify-between gap-x-4">
              <b>{title}</b> <span className={kind === 'failed' ? 'text-shu' : 'text-ink-2'}>{state}</span>
            </p>
            <p className="text-1 text-ink-2">{text}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

async function Processes({ health }: { health: Health }) {
  const t = await getTranslations('operate.processes')
  const { queues, runner, openReplayCases } = health
  const isLate = (queues.oldestJobSeconds ?? 0) > 60
  const rows: Row[] = [
    { id: 'web', kind: 'passed', title: t('web'), text: t('webText'), state: t('answers') },
    { id: 'database', kind: 'passed', title: t('database'), text: t('databaseText'), state: t('answers') },
    {
      id: 'worker',
      kind: isLate ? 'failed' : 'passed',
      title: t('worker'),
      text: isLate ? t('workerLate', { seconds: queues.oldestJobSeconds ?? 0 }) : t('workerText'),
      state: t(isLate ? 'behind' : 'keepsUp'),
    },
    {
      id: 'runner',
      kind: runner ? 'passed' : 'failed',
      title: t('runner'),
      text: t(runner ? 'runnerText' : 'runnerAway'),
      state: t(runner ? 'answers' : 'silent'),
    },
    {
      id: 'replays',
      kind: openReplayCases > 0 ? 'failed' : 'passed',
      title: t('replays'),
      text: t(openReplayCases > 0 ? 'replaysDiffer' : 'replaysSame', { count: openReplayCases }),
      state: t(openReplayCases > 0 ? 'waitsForAuditor' : 'noCase'),
    },
  ]
  return (
    <section className="py-6">
      <SectionHead title={t('title')} />
      <Rows rows={rows} />
    </section>
  )
}

async function Limits({ runner }: { runner: NonNullable<Health['runner']> }) {
  const t = await getTranslations('operate.limits')
  const { enforced, cgroup, bwrapVersion, works } = runner.capabilities
  const rows = Object.entries(enforced).map(([id, state]) => ({
    id,
    kind: MARKS[state],
    title: t(`names.${id}`),
    text: t(`texts.${id}`),
    state: t(`states.${state}`),
  }))
  return (
    <section className="py-6">
      <SectionHead
        title={works ? t('title') : t('cannotStart')}
        note={t('note', { bwrap: bwrapVersion ?? '—', cgroup: cgroup ?? t('none') })}
      />
      <Rows rows={rows} />
      {runner.images.map(({ name, origin, digest }) => (
        <p key={name} className="mt-2 text-1 text-ink-3">
          {t('image', { name, origin: t(`origins.${origin}`) })}{' '}
          <code className="mono [overflow-wrap:anywhere]">{digest}</code>
        </p>
      ))}
    </section>
  )
}

async function Store({ health }: { health: Health }) {
  const t = await getTranslations('operate.store')
  const format = await getFormatter()
  const { queues, blobs, disk, database, backups } = health
  const size = (bytes: number) => format.number(...sizeIn(bytes))
  const oldest =
    queues.oldestJobSeconds === null ? t('nothingWaits') : t('seconds', { seconds: queues.oldestJobSeconds })
  return (
    <section className="py-6">
      <SectionHead title={t('title')} links={<Link href="/operate/queues">{t('manage')}</Link>} />
      <FactList
        facts={[
          { term: t('jobs'), value: t('waiting', { count: queues.jobsWaiting }) },
          {
            term: t('failed'),
            value: (
              <span className={queues.jobsFailed > 0 ? 'text-shu' : undefined}>
                {t('failedJobs', { count: queues.jobsFailed })}
              </span>
            ),
          },
          { term: t('oldest'), value: oldest },
          { term: t('grading'), value: t('waiting', { count: queues.gradingWaiting }) },
          { term: t('audit'), value: t('toChain', { count: queues.auditPending }) },
          {
            term: t('database'),
            value: t('databaseFacts', {
              ...{ version: database.version, size: size(database.bytes) },
              ...{ connections: database.connections, max: database.maxConnections },
            }),
          },
          {
            term: t('backup'),
            value: (
              <Link href="/operate/backups">
                {backups.takenAt
                  ? t('backupAt', { at: format.dateTime(backups.takenAt, { dateStyle: 'medium', timeStyle: 'short' }) })
                  : t('backupNone')}
              </Link>
            ),
          },
          { term: t('disk'), value: t('free', { free: size(disk.freeBytes), total: size(disk.totalBytes) }) },
          { term: t('blobs'), value: t('stored', { count: blobs.count, size: size(blobs.bytes) }) },
        ]}
      />
    </section>
  )
}

async function Egress({ egress }: { egress: Health['egress'] }) {
  const t = await getTranslations('operate.egress')
  const { destinations, isMailAllowed } = egress
  return (
    <section className="py-6">
      <SectionHead title={t('title')} note={t('note')} links={<Link href="/operate/egress">{t('manage')}</Link>} />
      {!isMailAllowed && <p className="border-t border-rule py-2 text-shu">{t('mailRefused')}</p>}
      {destinations.length === 0 && isMailAllowed && <p className="border-t border-rule py-2">{t('none')}</p>}
      <ul>
        {destinations.map(({ host, port, purpose }) => (
          <li key={`${host}:${port}`} className="flex justify-between gap-4 border-t border-rule py-2">
            <code className="mono [overflow-wrap:anywhere]">{`${host}:${port}`}</code>
            <span className="text-ink-2">{t(`purposes.${purpose}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How this installation is, first what is wrong, then every part of it. */
export async function HealthReport({ health }: { health: Health }) {
  const t = await getTranslations('operate')
  const { runner, queues } = health
  const enforced = Object.values(runner?.capabilities.enforced ?? {})
  const missing = enforced.filter((state) => state === 'no').length
  const { fault, isLate } = health.backups
  const faults = [!runner, missing > 0, queues.jobsFailed > 0, !health.egress.isMailAllowed, fault !== null, isLate]
  const wrong = faults.filter(Boolean).length
  return (
    <>
      <div className="border-b border-ink pb-6">
        <h1>{t(wrong === 0 ? 'wellLede' : 'wrongLede', { count: wrong })}</h1>
        <p className="mt-1 max-w-[640px] text-ink-2">
          {t(`modes.${health.site.mode}`)} {t('doctor')}{' '}
          <code className="code-chip whitespace-nowrap">npm run doctor</code>
        </p>
      </div>
      {(fault ?? isLate) && (
        <p className="border-b border-rule py-4 font-strong text-shu">
          <Link href="/operate/backups">{t(fault ? 'backupFailed' : 'backupLate')}</Link>
        </p>
      )}
      <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-2">
        <div>
          <Processes health={health} />
          <Store health={health} />
          <Egress egress={health.egress} />
        </div>
        {runner && <Limits runner={runner} />}
      </div>
    </>
  )
}
