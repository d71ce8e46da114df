import { getFormatter, getTranslations } from 'next-intl/server'
import { FactList } from '../../_ui/fact-list.tsx'

export interface ProvenanceFacts {
  snapshotDigest: string
  imageDigest: string | null
  graderDigest: string | null
  resultDigest: string | null
  contentDigest?: string
  harnessVersion?: string
  limits?: {
    memoryMb: number
    processes: number
    cpus: number
    cpuSeconds?: number
    /** Of gradings from before limits were processor time. */
    wallSeconds?: number
    outputKb: number
    diskMb: number
  }
}

function Digest({ value }: { value: string | null | undefined }) {
  return value ? <code className="mono text-1 [overflow-wrap:anywhere]">{value}</code> : '—'
}

/** From what the grade was made: enough to make it again. */
export async function Provenance({ facts }: { facts: ProvenanceFacts }) {
  const t = await getTranslations('provenance')
  const format = await getFormatter()
  const { limits } = facts
  const list =
    limits &&
    format.list([
      t('memory', { megabytes: limits.memoryMb }),
      t('processes', { count: limits.processes }),
      t('cpus', { count: limits.cpus }),
      ...(limits.cpuSeconds ? [t('cpuTime', { seconds: limits.cpuSeconds })] : []),
      ...(limits.wallSeconds ? [t('wall', { seconds: limits.wallSeconds })] : []),
      t('output', { kilobytes: limits.outputKb }),
      t('disk', { megabytes: limits.diskMb }),
    ])
  return (
    <FactList
      facts={[
        { term: t('snapshot'), value: <Digest value={facts.snapshotDigest} /> },
        { term: t('content'), value: <Digest value={facts.contentDigest} /> },
        { term: t('image'), value: <Digest value={facts.imageDigest} /> },
        { term: t('grader'), value: <Digest value={facts.graderDigest} /> },
        { term: t('result'), value: <Digest value={facts.resultDigest} /> },
        { term: t('harness'), value: <Digest value={facts.harnessVersion} /> },
        { term: t('limits'), value: list ?? '—' },
      ]}
    />
  )
}
