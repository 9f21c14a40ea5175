import { defineConfig } from '@playwright/test'
import { demonstrationOf, type Language } from './e2e/demonstration.ts'

// e2e/global-setup.ts starts Pomona and sets what is read here before any test runs.
const { POMONA_BROWSER: executablePath, TEST_WORKER_INDEX: worker } = process.env
/** Ends of what every other visitor needs. */
const ends = ['certificate.spec.ts', 'everything.spec.ts']
const baseURLOf = (language: Language) => (worker ? demonstrationOf(language).url() : undefined)

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 15_000,
    // Containers give the browser no user namespaces to build its sandbox from.
    launchOptions: { executablePath, args: ['--no-sandbox'] },
    screenshot: 'only-on-failure',
    timezoneId: 'Asia/Kathmandu',
    trace: 'retain-on-failure',
  },
  // Visitors of one language share a demonstration, so they come one after the other.
  projects: [
    {
      name: 'en',
      workers: 1,
      testIgnore: ['restart.spec.ts', ...ends],
      use: { locale: 'en-GB', colorScheme: 'light', baseURL: baseURLOf('en') },
    },
    {
      name: 'fr',
      workers: 1,
      // Who gets through is the same in every language.
      testIgnore: ['restart.spec.ts', 'closed-doors.spec.ts', ...ends],
      use: { locale: 'fr-FR', colorScheme: 'dark', baseURL: baseURLOf('fr') },
    },
    // Nothing is left of a tenant afterwards, so whoever needs one goes before.
    {
      name: 'everything en',
      testMatch: ends,
      dependencies: ['en'],
      workers: 1,
      use: { locale: 'en-GB', colorScheme: 'light', baseURL: baseURLOf('en') },
    },
    {
      name: 'everything fr',
      testMatch: ends,
      dependencies: ['fr'],
      workers: 1,
      use: { locale: 'fr-FR', colorScheme: 'dark', baseURL: baseURLOf('fr') },
    },
    // It is timed, so it has the machine to itself.
    { name: 'restart', testMatch: 'restart.spec.ts', dependencies: ['everything en', 'everything fr'] },
  ],
})
