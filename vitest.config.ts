import { defineConfig } from 'vitest/config'
import { paceOfMachine } from './server/platform/pace.ts'

export default defineConfig({
  test: {
    include: [
      'server/**/*.test.ts',
      'app/**/*.test.ts',
      'deploy/**/*.test.ts',
      'bench/**/*.test.ts',
      'content/**/checks/*.test.ts',
    ],
    globalSetup: ['server/platform/testing/global-setup.ts'],
    maxWorkers: 2,
    // Files of one worker share its modules: loading them anew for each took as long as the tests did.
    isolate: false,
    testTimeout: 120_000 * paceOfMachine(),
    hookTimeout: 120_000 * paceOfMachine(),
    env: {
      TERAKOYA_MODE: 'evaluation',
      TERAKOYA_DATA: '/tmp',
      TERAKOYA_URL: 'http://127.0.0.1:3000',
      DATABASE_URL: 'postgres://unused',
      NEXTAUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
      RUNNER_SOCKET: '/nonexistent/runner.sock',
    },
  },
})
