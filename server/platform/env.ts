import { z } from 'zod'

const quota = (value: number) => z.coerce.number().int().min(1).max(1_000_000).default(value)

/** Every variable the three processes read. `docs/configuration.md` is generated from these descriptions. */
export const EnvSchema = z.object({
  TERAKOYA_MODE: z
    .enum(['evaluation', 'production'])
    .describe('evaluation: loopback, personas, marked credentials. production: none of that.'),
  TERAKOYA_DATA: z
    .string()
    .min(1)
    .describe('Folder for database, images, keys, mail and live workspaces; outside the checkout.'),
  TERAKOYA_URL: z.url().describe('Address people use, without a trailing slash.'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address the web process listens on; evaluation mode accepts loopback only.'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000).describe('Port the web process listens on.'),
  DATABASE_URL: z.string().min(1).describe('PostgreSQL address of this process’s role.'),
  NEXTAUTH_SECRET: z
    .string()
    .min(32)
    .describe('Key that encrypts session cookies; drawn at first start, kept in the data folder.'),
  RUNNER_SOCKET: z.string().min(1).describe('Unix socket of the runner.'),
  MAIL_FROM: z.string().default('Terakoya <terakoya@localhost>').describe('Sender of mail.'),
  SMTP_URL: z.string().optional().describe('Mail server; without it mail becomes .eml files in the data folder.'),
  SITE_NAME: z.string().default('Terakoya').describe('Name of this installation, shown in the state line.'),
  SITE_REGION: z.string().default('JP').describe('Residency region of this installation (ISO 3166-1).'),
  QUOTA_SEATS: quota(5000).describe('People in one organisation, unless an operator sets another number.'),
  QUOTA_STORAGE_MB: quota(20_000).describe(
    'Megabytes of files in the workspaces of one organisation’s learners, likewise.',
  ),
  QUOTA_OPEN_LABS: quota(150).describe('Labs in use at once in one organisation, likewise.'),
  QUOTA_OPEN_LABS_PER_PERSON: quota(5).describe('Labs that one person has in use at once, likewise.'),
  QUOTA_WORKSPACE_MB: quota(20).describe('Megabytes of files in one workspace, likewise.'),
  QUOTA_SUBMISSIONS_PER_DAY: quota(200).describe('Submissions of one person in 24 hours, likewise.'),
  QUOTA_WAITING_GRADES: quota(20).describe('Submissions of one person that wait for their grade, likewise.'),
  BACKUP_FOLDER: z
    .string()
    .optional()
    .describe(
      'Folder for backups that the site takes itself; `backups` in the data folder without it. Better on another disk.',
    ),
  TERAKOYA_BENCH: z
    .literal('1')
    .optional()
    .describe(
      'Set by npm run bench: shows the bare page that pages are measured against. Has no effect in production.',
    ),
})

export type Env = z.infer<typeof EnvSchema>

let parsed: Env | undefined

/** For tests, which set variables by turns in one process. */
export function forgetEnv(): void {
  parsed = undefined
}

/** Parses the environment once. @throws Error naming each variable that is wrong. */
export function env(): Env {
  if (!parsed) {
    const result = EnvSchema.safeParse(process.env)
    if (!result.success) {
      const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
      throw new Error(`The environment is incomplete; start with "npm start" or "npm run serve".\n${lines.join('\n')}`)
    }
    parsed = result.data
  }
  return parsed
}
