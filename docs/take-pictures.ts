import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'

const FOLDER = join(import.meta.dirname, 'images')
const SIZE = { width: 1280, height: 800 }
const LANGUAGES = ['en', 'ja'] as const

interface Picture {
  /** The file is `<name>.<language>.png`. */
  name: string
  /** Somebody of the evaluation programme, by name. */
  persona: string
  path: string
  /** From there on, the first link to each of these. */
  follow?: RegExp[]
  /** The last thing before the picture is taken. */
  last?: (page: Page) => Promise<void>
}

/** Opens the practice of a lab, which makes the world of a learner who had none, and shows a check's results. */
async function openLab(page: Page): Promise<void> {
  await page.locator('form button[type=submit].btn').first().click()
  await page.waitForURL(/\/learn\/labs\/./)
  await page.locator('.monaco-editor .view-line').first().waitFor()
  // Closes what is said to somebody who comes for the first time.
  await page.keyboard.press('Escape')
}

/** Takes a backup where there is none yet. */
async function takeBackup(page: Page): Promise<void> {
  const row = page.locator('main tbody tr').first()
  if (await row.isVisible()) return
  await page.locator('main .btn-go').first().click()
  await row.waitFor({ timeout: 120_000 })
}

const DRAFT = /\/teach\/studio\/(?!new)./

/** Opens a draft of the studio, made from the template where there is none. */
async function openDraft(page: Page): Promise<void> {
  const hrefs = await hrefsOf(page)
  const known = hrefs.find((href) => DRAFT.test(href))
  if (known) await page.goto(new URL(known, page.url()).href)
  else {
    await page.goto(new URL('/teach/studio/new', page.url()).href)
    await page.locator('input[name=titleEn]').fill('Bills that add up')
    await page.locator('input[name=titleJa]').fill('合計の合う請求書')
    await page.locator('input[name=slug]').fill('bills-that-add-up')
    await page.locator('main button[type=submit]').click()
  }
  await page.locator('.monaco-editor .view-line').first().waitFor()
}

const PICTURES: readonly Picture[] = [
  { name: 'learner-path', persona: 'Mio', path: '/learn' },
  { name: 'learner-lesson', persona: 'Mio', path: '/learn/courses', follow: [/\/courses\/./, /\/lessons\/./] },
  { name: 'learner-lab', persona: 'Mio', path: '/learn/labs', last: openLab },
  { name: 'learner-roles', persona: 'Mio', path: '/learn/roles' },
  { name: 'learner-sharing', persona: 'Mio', path: '/learn/sharing' },
  { name: 'learner-account', persona: 'Mio', path: '/account' },
  { name: 'instructor-cohorts', persona: 'Ren', path: '/teach' },
  { name: 'instructor-submission', persona: 'Ren', path: '/teach/submissions', follow: [/\/submissions\/./] },
  { name: 'instructor-grades', persona: 'Ren', path: '/teach/grades' },
  { name: 'instructor-studio', persona: 'Ren', path: '/teach/studio', last: openDraft },
  { name: 'proctor-assignments', persona: 'Sana', path: '/assess' },
  { name: 'assessor-assignments', persona: 'Masato', path: '/assess' },
  { name: 'manager-overview', persona: 'Haru', path: '/manage' },
  { name: 'manager-cohort', persona: 'Haru', path: '/manage', follow: [/\/cohorts\/[^/]+$/] },
  {
    name: 'manager-roster',
    persona: 'Haru',
    path: '/manage',
    follow: [/\/cohorts\/[^/]+$/, /\/cohorts\/[^/]+\/roster$/],
  },
  {
    name: 'manager-release',
    persona: 'Haru',
    path: '/manage/releases',
    follow: [/\/releases\/[^/]+\/[^/]+$/],
  },
  { name: 'employer-outcomes', persona: 'Itsuki', path: '/hire' },
  { name: 'employer-openings', persona: 'Itsuki', path: '/hire/openings' },
  { name: 'employer-opening', persona: 'Itsuki', path: '/hire/openings', follow: [/\/openings\/(?!new)[^/]+$/] },
  { name: 'auditor-chain', persona: 'Yui', path: '/audit' },
  { name: 'auditor-release', persona: 'Yui', path: '/audit/releases', follow: [/\/releases\/./] },
  { name: 'operator-health', persona: 'Nao', path: '/operate' },
  { name: 'operator-egress', persona: 'Nao', path: '/operate/egress' },
  { name: 'operator-keys', persona: 'Nao', path: '/operate/keys' },
  { name: 'operator-quotas', persona: 'Nao', path: '/operate/quotas' },
  { name: 'operator-backups', persona: 'Nao', path: '/operate/backups', last: takeBackup },
  { name: 'operator-upgrade', persona: 'Nao', path: '/operate/upgrade' },
]

async function enter(context: BrowserContext, origin: string, persona: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${origin}/evaluation`)
  await page.getByRole('button', { name: new RegExp(persona) }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/evaluation'))
  return page
}

function hrefsOf(page: Page): Promise<string[]> {
  return page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
}

async function followFirst(page: Page, pattern: RegExp): Promise<void> {
  const href = (await hrefsOf(page)).find((candidate) => pattern.test(candidate))
  if (!href) throw new Error(`${page.url()} has no link to ${pattern}`)
  await page.goto(new URL(href, page.url()).href)
}

async function take(page: Page, origin: string, picture: Picture, language: string): Promise<void> {
  await page.goto(`${origin}${picture.path}`)
  for (const pattern of picture.follow ?? []) await followFirst(page, pattern)
  await picture.last?.(page)
  // Pages that keep fresh are never idle.
  await page.waitForLoadState('networkidle', { timeout: 4_000 }).catch(() => {})
  await page.screenshot({ path: join(FOLDER, `${picture.name}.${language}.png`) })
  process.stdout.write(`${picture.name}.${language}.png\n`)
}

async function takeAll(browser: Browser, link: string, only: string[]): Promise<void> {
  const { origin } = new URL(link)
  const door = (await fetch(link, { redirect: 'manual' })).headers.getSetCookie()[0]?.split(';')[0]?.split('=')
  if (!door) throw new Error('The link was used already; start again for a new one.')
  const wanted = PICTURES.filter(({ name }) => only.length === 0 || only.includes(name))
  for (const language of LANGUAGES)
    for (const persona of new Set(wanted.map((picture) => picture.persona))) {
      const context = await browser.newContext({ viewport: SIZE, locale: language, reducedMotion: 'reduce' })
      await context.addCookies([{ name: door[0]!, value: door[1]!, url: origin }])
      const page = await enter(context, origin, persona)
      for (const picture of wanted.filter((entry) => entry.persona === persona))
        await take(page, origin, picture, language)
      await context.close()
    }
}

const [link, ...only] = process.argv.slice(2)
if (!link) throw new Error('Give the link that `npm start` printed, and names of pictures if not all.')
mkdirSync(FOLDER, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,
})
try {
  await takeAll(browser, link, only)
} finally {
  await browser.close()
}
