import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import chromium from '@sparticuz/chromium'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** A browser that is installed, else the one that came with the packages. */
export const findBrowser = async (): Promise<string> => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name)
      if (await isExecutable(path)) return path
    }
  }
  return chromium.executablePath()
}

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
