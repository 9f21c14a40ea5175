import { type Child, databaseFlags, startChild } from './children.ts'

const readyWithinMs = 60_000
const askEveryMs = 50

export type Web = Child & {
  /** Resolves with the first answer to a request. */
  ready: Promise<void>
}

/** The web server as a child: the production build, or Next's development server. */
export const startWeb = ({
  listen,
  port,
  environment,
  isDevelopment,
  say,
}: {
  listen: string
  port: number
  environment: NodeJS.ProcessEnv
  isDevelopment: boolean
  say: (line: string) => void
}): Web => {
  const child = startChild({
    arguments: [...databaseFlags, 'start/web-server.ts'],
    environment: { ...environment, NODE_ENV: isDevelopment ? 'development' : 'production' },
    onLine: isDevelopment ? say : undefined,
  })
  return { ...child, ready: Promise.race([firstAnswer(listen, port), child.ended.then(() => {})]) }
}

/** What listens on every address is reached at one of this machine's own. */
const thisMachine = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
])

/** Next loads its routes at the first request: before that, whoever comes waits. */
const firstAnswer = async (listen: string, port: number): Promise<void> => {
  const until = Date.now() + readyWithinMs
  const host = thisMachine.get(listen) ?? listen
  const asked = `http://${host.includes(':') ? `[${host}]` : host}:${port}/sign-in`
  while (Date.now() < until) {
    const answers = await fetch(asked, { redirect: 'manual' }).then(
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
