import { freePort } from '#adapters/free-port.ts'
import { findBrowser } from './browser.ts'
import { makeDataFolder } from './data-folder.ts'
import { demonstrationOf, languages, mailSignIn, metricsToken } from './demonstration.ts'
import { startInstance } from './instance.ts'

/**
 * One demonstration for the visitors of each language, who end its connections at their own pace. Tests learn of it
 * through the environment: see `demonstrationOf`, and POMONA_BROWSER.
 */
export default async function globalSetup() {
  process.env.POMONA_BROWSER ||= await findBrowser()
  const ends: (() => Promise<void>)[] = []
  // One after the other: a first start may have to build.
  for (const language of languages) {
    const folder = await makeDataFolder()
    const mailPort = await freePort()
    const { user, password } = mailSignIn
    const pomona = await startInstance(folder.path, await freePort(), {
      POMONA_METRICS_TOKEN: metricsToken,
      POMONA_MAIL_SERVER: `smtp://${user}:${encodeURIComponent(password)}@127.0.0.1:${mailPort}`,
      POMONA_MAIL_FROM: 'Pomona <pomona@lindegaard.example>',
    })
    demonstrationOf(language).remember({ url: pomona.url, dataDir: folder.path, mailPort })
    ends.push(async () => {
      await pomona.end('SIGTERM')
      await folder.remove()
    })
  }
  return async () => {
    await Promise.all(ends.map((end) => end()))
  }
}
