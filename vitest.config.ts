import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Bugs of time zone and language are loud here: an offset of 5:45, and neither English nor French.
process.env.TZ = 'Asia/Kathmandu'
process.env.LANG = 'tr_TR.UTF-8'
process.env.LC_ALL = 'tr_TR.UTF-8'

export default defineConfig({
  test: {
    // Time zone and language are read when a process starts: threads would not see them.
    pool: 'forks',
    maxWorkers: 2,
    restoreMocks: true,
    setupFiles: ['./vitest.setup.ts'],
    // Tests hear nothing of the settings of the person who runs them. An empty setting counts as not given.
    env: {
      DATABASE_URL: '',
      DATABASE_APP_URL: '',
      DATABASE_QUEUE_URL: '',
      DATABASE_COPY_URL: '',
      PORT: '',
      POMONA_BACKUP_KEY: '',
      POMONA_CLOUD_GRAPH_URL: '',
      POMONA_CLOUD_LOGIN_URL: '',
      POMONA_DATA_DIR: join(tmpdir(), 'pomona-tests'),
      POMONA_DEMO: '0',
      POMONA_EMBEDDED: '0',
      POMONA_KEY: Buffer.alloc(32, 'pomona tests').toString('base64'),
      POMONA_LOG: 'silent',
      POMONA_PREVIOUS_KEYS: '',
      POMONA_TEST_DATABASE_URL: process.env.POMONA_TEST_DATABASE_URL ?? '',
      POMONA_URL: '',
    },
    projects: [
      {
        test: {
          name: 'unit',
          // A limit is for what hangs: property tests take long on a busy machine.
          testTimeout: 30_000,
          include: ['{adapters,components,docs,domain,i18n,messages,sandbox}/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'database',
          include: ['{app,bench,cli,features,prisma,start,worker}/**/*.test.ts'],
          globalSetup: ['./prisma/testing-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
