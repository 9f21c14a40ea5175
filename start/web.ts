import { type Child, databaseFlags, startChild } from './children.ts'

const readyWithinMs = 60_000
const askEveryMs = 50

export type Web = Child & {
  /** Resolves with the first answer to a request. */
  ready: Promise<void>
}

/** The web server as a child: the production build, or Next's development server. */
export const startWeb = ({
  host,
  port,
  environment,
  isDevelopment,
  say,
}: {
  host: string
  port: number
  environment: NodeJS.ProcessEnv
  isDevelopment: boolean
  say: (line: string) => void
}): Web => {
  const child = startChild({
    arguments: [...databaseFlags, 'start/web-server.ts', host, String(port)],
    environment: { ...environment, NODE_ENV: isDevelopment ? 'development' : 'production' },
    onLine: isDevelopment ? say : undefined,
  })
  return { ...child, ready: Promise.race([firstAnswer(port), child.ended.then(() => {})]) }
}

/** A port that is open does not answer yet: Next listens before it has loaded its routes. */
const firstAnswer = async (port: number): Promise<void> => {
  const until = Date.now() + readyWithinMs
  while (Date.now() < until) {
    const answers = await fetch(`http://127.0.0.1:${port}/sign-in`, { redirect: 'manual' }).then(
      async (response) => {
        await response.body?.cancel()
        return true
      },
      () => false,
    )
    if (answers) return
    await new Promise((resolve) => setTimeout(resolve, askEveryMs))
  }
}
