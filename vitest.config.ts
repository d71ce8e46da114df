import { defineConfig } from 'vitest/config'

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
    testTimeout: 30_000,
    hookTimeout: 60_000,
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
