import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getFormatter, getLocale, getMessages, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../../_features/calls/fault.ts'
import { linksTo } from '../../../../_features/lesson/links.ts'
import { createRenderer } from '../../../../_features/lesson/render.tsx'
import { labToHast } from '../../../../_features/lesson/to-hast.ts'
import { PATHS } from '../../../../_features/shell/areas.ts'
import { Find } from '../../../../_features/shell/find.tsx'
import { SiteState } from '../../../../_features/shell/head.tsx'
import { requireArea } from '../../../../_features/shell/person.ts'
import { inLocale } from '../../../../_i18n/locales.ts'
import { ApiProvider } from '../../../../_trpc/client.tsx'
import { api } from '../../../../_trpc/server.ts'
import { BrandMark } from '../../../../_ui/brand-mark.tsx'
import { Link } from '../../../../_ui/link.tsx'
import { LabScreen } from './_components/lab-screen.tsx'
import type { GuideStep } from './_components/lab-types.ts'
import { rememberedOf } from './_components/remembered.ts'

type Props = { params: Promise<{ workspaceId: string }> }

const load = cache(async (workspaceId: string) => forPage((await api()).labs.workspace({ workspaceId })))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lab } = await load((await params).workspaceId)
  return { title: `${lab.code} ${inLocale(lab.title, await getLocale())}` }
}

async function Spine() {
  const t = await getTranslations('shell')
  return (
    <nav className="lab-spine" aria-label={t('main')}>
      <Link href="/learn" aria-label="Terakoya">
        <BrandMark />
      </Link>
      <ul>
        {(['learn', 'labs', 'results'] as const).map((screen) => (
          <li key={screen}>
            <Link href={PATHS[screen]} aria-current={screen === 'labs' ? 'page' : undefined}>
              {t(`screens.${screen}`)}
            </Link>
          </li>
        ))}
      </ul>
      <span className="foot">{t('areas.learn')}</span>
    </nav>
  )
}

async function Crumbs({
  courseCode,
  courseHref,
  module,
  code,
}: {
  courseCode: string
  courseHref: string
  module: string
  code: string
}) {
  const t = await getTranslations('shell')
  return (
    <nav aria-label={t('whereAmI')} className="min-w-0">
      <ol className="crumbs">
        <li>
          <Link href={courseHref}>{courseCode}</Link>
        </li>
        <li>
          <Link href={courseHref}>{module}</Link>
        </li>
        <li>
          <span aria-current="page">{code}</span>
        </li>
      </ol>
    </nav>
  )
}

export default async function LabPage({ params }: Props) {
  const { areas } = await requireArea('learn')
  const t = await getTranslations('lab')
  const format = await getFormatter()
  const locale = (await getLocale()) === 'ja' ? 'ja' : 'en'
  const workspace = await load((await params).workspaceId)
  const { lab } = workspace
  const { assessment, learning } = await api()
  const { workspaceId } = workspace
  const [{ left, max }, outcomes, paths] = await forPage(
    Promise.all([assessment.submissionsLeft({ workspaceId }), assessment.outcomes({ workspaceId }), learning.path()]),
  )
  const submissionId = outcomes.submission?.submissionId
  const submitted = submissionId ? await forPage(assessment.submission({ submissionId })) : null
  const activities = paths.flatMap((path) => path.activities)
  const activity = workspace.madeBy
    ? undefined
    : activities.find((entry) => entry.kind === 'lab' && entry.code === lab.code)
  const guide = labToHast(workspace.readme[locale])
  const render = await createRenderer(linksTo(activities))
  const steps: GuideStep[] = await Promise.all(
    lab.steps.map(async (step) => {
      const prose = guide.steps.find((entry) => entry.id === step.id)
      const hints = workspace.mode === 'practice' ? (prose?.hints ?? []) : []
      return {
        id: step.id,
        title: step.title[locale],
        checks: step.checks,
        body: prose ? await render(prose.body) : null,
        hints: await Promise.all(
          hints.map(async (hint, index) => ({ id: `${step.id}-${index}`, body: await render(hint) })),
        ),
      }
    }),
  )
  const messages = await getMessages()

  return (
    <NextIntlClientProvider messages={{ lab: messages.lab }}>
      <ApiProvider>
        <LabScreen
          workspaceId={workspaceId}
          remembered={rememberedOf(outcomes, submitted)}
          code={lab.code}
          title={lab.title[locale]}
          minutes={lab.minutes}
          evidence={format.list(lab.competencies.map(({ area, level }) => `${area}${level}`))}
          mode={workspace.mode}
          madeBy={workspace.madeBy && inLocale(workspace.madeBy, locale)}
          closesAt={workspace.closesAt?.toISOString() ?? null}
          isClosed={workspace.isClosed}
          left={left}
          max={max}
          passScore={lab.passScore}
          run={lab.run}
          hasModel={lab.hasModel}
          reviewFile={lab.reviewFile}
          open={lab.open}
          files={workspace.files}
          steps={steps}
          checks={lab.checks.map((check) => ({
            ...check,
            title: check.title[locale],
            probes: check.probes?.[locale] ?? null,
          }))}
          intro={await render(guide.intro)}
          background={await render(guide.background)}
          proof={
            <p>
              {workspace.proof
                ? t('proven', {
                    at: format.dateTime(workspace.proof.provenAt, { dateStyle: 'long' }),
                    image: workspace.proof.imageDigest.slice(0, 6),
                  })
                : t('notProven')}{' '}
              {t('parametersYours')}
            </p>
          }
          crumbs={
            activity ? (
              <Crumbs
                courseCode={`${activity.course.code} ${inLocale(activity.course.title, locale)}`}
                courseHref={`/learn/courses/${activity.course.slug}`}
                module={inLocale(activity.module.title, locale)}
                code={lab.code}
              />
            ) : (
              <p className="font-strong">{lab.code}</p>
            )
          }
          site={<SiteState />}
          brand={
            <Link href="/learn/labs" className="brand" aria-label="Terakoya">
              <BrandMark />
            </Link>
          }
          spine={<Spine />}
          locale={locale}
        />
        <Find areas={areas} />
      </ApiProvider>
    </NextIntlClientProvider>
  )
}
