import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { toString as qrCode } from 'qrcode'
import { cache } from 'react'
import { forPage } from '../../../_features/calls/fault.ts'
import { factsOf, halfOf } from '../../../_features/credentials/document.ts'
import { Verdict } from '../../../_features/credentials/verdict.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { CopyButton } from '../../../_ui/copy-button.tsx'
import { FactList } from '../../../_ui/fact-list.tsx'
import { SealImage } from '../../../_ui/seal-image.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { PrintButton } from './_components/print-button.tsx'

type Props = { params: Promise<{ id: string }> }

const load = cache(async (handle: string) => forPage((await api()).credentials.show({ handle })))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { achievement } = await load((await params).id)
  return { title: inLocale(achievement.name, await getLocale()), robots: { index: false } }
}

/** Digests by their beginning, as the seal's is: whole they stand in the JSON. */
const shortened = (text: string) =>
  text.split(/([0-9a-f]{64})/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={part} className="mono" title={part}>
        {part.slice(0, 8)}…
      </code>
    ),
  )

export default async function CredentialPage({ params }: Props) {
  const t = await getTranslations('credential')
  const format = await getFormatter()
  const locale = await getLocale()
  const credential = await load((await params).id)
  const { achievement, verdict } = credential
  const facts = factsOf(credential.document, locale)
  const isMixed = facts.evidence.some(({ genre }) => genre === 'practice')
  const day = (at: Date) => format.dateTime(at, { dateStyle: 'long' })
  const failed = verdict.checks.filter((check) => !check.ok).length
  const qr = await qrCode(credential.verifyUrl, {
    type: 'svg',
    margin: 0,
    errorCorrectionLevel: 'M',
    color: { dark: '#1d1b18', light: '#fffdf9' },
  })
  const competencies = format.list(achievement.competencies.map(({ area, level }) => `${area}${level}`))

  return (
    <main id="main" className="page mx-auto max-w-[1136px]">
      {credential.isEvaluation && <p className="mb-6 border-l-2 border-shu bg-shu-wash px-4 py-2">{t('evaluation')}</p>}
      <div className="award">
        <div>
          <p className="text-ink-2">{t('kind', { competencies })}</p>
          <h1>{inLocale(achievement.name, locale)}</h1>
          <p className="max-w-[620px] text-3 leading-[30px] text-balance">
            {t('say', { name: credential.learnerName, description: inLocale(achievement.description, locale) })}
          </p>
          <dl className="award-facts">
            <div>
              <dt>{t('holder')}</dt>
              <dd>{credential.learnerName}</dd>
            </div>
            <div>
              <dt>{t('issued')}</dt>
              <dd>{day(credential.issuedAt)}</dd>
            </div>
            <div>
              <dt>{t('validUntil')}</dt>
              <dd>{day(credential.expiresAt)}</dd>
            </div>
            <div>
              <dt>{t('sealFrom')}</dt>
              <dd className="mono">{`${credential.digest.slice(0, 8)} ${credential.digest.slice(8, 16)}…`}</dd>
            </div>
          </dl>
        </div>
        <div className="stamp">
          <p>
            <small>{t('issuedBy')}</small>
            {facts.issuer}
          </p>
          <SealImage
            digest={credential.digest}
            size={224}
            label={t('seal', { digest: credential.digest.slice(0, 16) })}
          />
        </div>
      </div>
      <div className="grid gap-x-16 lg:grid-cols-[5fr_6fr]">
        <section className="pt-6">
          <h2 className={`mb-2 ${verdict.isValid ? '' : 'text-shu'}`}>
            {verdict.isValid ? t('valid', { count: verdict.checks.length }) : t('invalid', { count: failed })}
          </h2>
          <Verdict checks={verdict.checks} />
        </section>
        <section className="pt-6">
          <SectionHead
            title={t('restsOn')}
            links={
              <>
                <a href={`/credentials/${credential.handle}/json`}>{t('json')}</a>
                <PrintButton label={t('print')} />
              </>
            }
          />
          <table className="rows table-fixed">
            <thead>
              <tr>
                <th className="w-2/5">{t('work')}</th>
                <th>{t('how')}</th>
              </tr>
            </thead>
            <tbody>
              {facts.evidence.map((entry) => (
                <tr key={entry.name}>
                  <th scope="row" className="align-top">
                    {halfOf(entry.name, locale)}
                  </th>
                  <td>{shortened(halfOf(entry.text, locale))}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="mt-3">
            <FactList
              facts={[
                { term: t('criteria'), value: inLocale(achievement.criteria, locale) },
                { term: t('signedWith'), value: <span className="mono break-all">{facts.suite}</span> },
                { term: t('digest'), value: <span className="mono break-all">{credential.digest}</span> },
              ]}
            />
          </div>
        </section>
        <section className="pt-8">
          <h2 className="mb-1">{t('proves')}</h2>
          <p className="text-ink-2">{t(isMixed ? 'provesMixedText' : 'provesText')}</p>
        </section>
        <section className="pt-8">
          <h2 className="mb-1">{t('provesNot')}</h2>
          <p className="text-ink-2">{t('provesNotText')}</p>
        </section>
      </div>
      <section className="ruled mt-8 flex flex-wrap items-start gap-6 pt-6">
        <div className="qr" role="img" aria-label={t('qr')} dangerouslySetInnerHTML={{ __html: qr }} />
        <div className="min-w-0 max-w-[620px]">
          <h2 className="mb-1">{t('share')}</h2>
          <p className="text-ink-2">{t('shareText')}</p>
          <p className="mono mt-2 break-all text-1">{credential.verifyUrl}</p>
          <p className="no-print mt-1">
            <CopyButton text={credential.verifyUrl} label={t('copy')} done={t('copied')} />
          </p>
        </div>
      </section>
    </main>
  )
}
