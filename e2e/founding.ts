import { freePort } from '#adapters/free-port.ts'
import { startSandbox } from '#sandbox/server.ts'
import { makeDataFolder } from './data-folder.ts'
import { startInstance } from './instance.ts'
import type { Visitor } from './visitor.ts'
import type { Words } from './words.ts'

/** Pomona without a demonstration, with a tenant of its own that it could be connected to. */
export const startUnfounded = async () => {
  const [sandbox, folder, port] = await Promise.all([startSandbox(), makeDataFolder(), freePort()])
  const pomona = await startInstance(folder.path, port, {
    POMONA_DEMO: '0',
    POMONA_CLOUD_LOGIN_URL: sandbox.url,
    POMONA_CLOUD_GRAPH_URL: sandbox.url,
  })
  return {
    sandbox,
    /** The one-time link that the start printed. */
    link: () => linkIn(pomona.said()),
    end: async () => {
      await pomona.end('SIGTERM')
      await Promise.all([sandbox.close(), folder.remove()])
    },
  }
}

const linkIn = (said: string): string => {
  const [link] = /http\S+\/welcome\/\S+/.exec(said) ?? []
  if (!link) throw new Error(`no link in what the start said:\n${said}`)
  return link
}

/** Names the organisation and its first owner, where the link has led. */
export const founds = async (visitor: Visitor, words: Words): Promise<void> => {
  await visitor.fills(words('access.welcome.organisationName'), 'Lindegaard Group')
  await visitor.selects(words('access.welcome.country'), 'DK')
  await visitor.fills(words('access.welcome.name'), 'Astrid Lindegaard')
  await visitor.fills(words('access.welcome.login'), 'astrid@lindegaard.example')
  await visitor.fills(words('access.newPassword.password'), 'a few unrelated words')
  await visitor.fills(words('access.newPassword.repeated'), 'a few unrelated words')
  await visitor.presses(words('access.welcome.foundSubmit'))
}
