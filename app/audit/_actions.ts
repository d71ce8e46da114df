'use server'

import { getFormatter, getTranslations } from 'next-intl/server'
import { faultOfCall, sentenceOf } from '../_features/calls/fault.ts'
import { api } from '../_trpc/server.ts'

export interface ChainVerdict {
  holds: boolean
  sentence: string
  detail: string
}

type Verdict = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['audit']['check']>>

async function wordsOf(verdict: Verdict): Promise<ChainVerdict> {
  const t = await getTranslations('audit.verdict')
  const at = (await getFormatter()).dateTime(new Date(), { dateStyle: 'long', timeStyle: 'medium' })
  if (verdict.ok) {
    return {
      holds: true,
      sentence: t('holds', { events: verdict.events, batches: verdict.batches }),
      detail: [
        ...(verdict.doubtful > 0 ? [t('doubtful', { count: verdict.doubtful })] : []),
        t('root', { root: verdict.root, at }),
      ].join(' '),
    }
  }
  const { fault, position, seq, events } = verdict
  return {
    holds: false,
    sentence: t(`faults.${fault}`, { position }),
    detail: t(seq === null ? 'placeOnly' : 'place', { position, seq: seq ?? 0, events, at }),
  }
}

/** Recomputes the chain and says in words whether it holds, or which link is the first bad one. */
export async function checkChain(): Promise<ChainVerdict> {
  try {
    return await wordsOf(await (await api()).audit.check())
  } catch (error) {
    const fault = faultOfCall(error)
    if (!fault) throw error
    return { holds: false, sentence: await sentenceOf(fault), detail: '' }
  }
}
