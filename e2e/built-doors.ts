import { readFile } from 'node:fs/promises'
import { z } from 'zod'

// What the build says of itself.

const read = async <Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.output<Schema>> =>
  schema.parse(JSON.parse(await readFile(`.next/${file}`, 'utf8')))

const place = (path: string, end: string): string =>
  path.slice(0, -end.length).replace('/(console)', '') || '/'

/** Pages and handlers, by the path of their folder. */
export const builtRoutes = async (): Promise<{ pages: string[]; handlers: string[] }> => {
  const paths = Object.keys(await read('server/app-paths-manifest.json', z.record(z.string(), z.string())))
  const ending = (end: string) => paths.filter((path) => path.endsWith(end)).map((path) => place(path, end))
  return {
    // Next adds pages of its own for what is not there.
    pages: ending('/page').filter((path) => !path.startsWith('/_')),
    handlers: ending('/route'),
  }
}

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
})

/** Server Actions, each with its id in this build and a page that knows it. */
export const builtActions = async (): Promise<{ id: string; name: string; page: string }[]> => {
  const { node } = await read('server/server-reference-manifest.json', manifest)
  return Object.entries(node).map(([id, { exportedName, workers }]) => {
    const pages = Object.keys(workers).map((worker) => place(worker.replace(/^app/, ''), '/page'))
    const [page = '/'] = pages.toSorted((one, other) => one.split('[').length - other.split('[').length)
    return { id, name: exportedName, page }
  })
}
