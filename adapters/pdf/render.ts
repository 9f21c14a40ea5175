import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { log } from '../log.ts'
import { watchMemory } from './memory.ts'
import {
  type Attachment,
  type Enclosure,
  type PdfStandard,
  type RenderOrder,
  renderReceipt,
  type reportTemplates,
} from './render-order.ts'

/** Part of a report's record: another renderer may lay the same facts out in other bytes. */
const renderer = 'typst 0.14.2 / typst-ts-node-compiler 0.7.0'

/**
 * The drawing process, found from the working directory: every door (Next, worker, CLI) runs in the project's
 * root, while a bundler would rewrite a path relative to this module.
 */
const childPath = () => resolve(/* turbopackIgnore: true */ process.cwd(), 'adapters/pdf/render-child.ts')

export type { Enclosure }

export type RenderRequest = {
  template: (typeof reportTemplates)[number]
  /** A composed document, plain JSON. */
  document: unknown
  /** Embedded in PDF/A-3a as the data behind the pages. PDF/UA-1 takes none. */
  attachment: Attachment | null
  /** Files that go along with it, in PDF/A-3a alone. Their names differ. */
  enclosures?: readonly Enclosure[]
  standard: PdfStandard
  /** The creation date inside the PDF: the same request gives the same bytes. Whole seconds. */
  at: Date
  /** Whether it yields to whoever waits for a page. */
  inBackground?: boolean
  signal?: AbortSignal
  /** Ends a render that runs longer. Default one minute. */
  timeoutMs?: number
  /** Ends a render that grows larger. Default 1,536 MB: a report of a few hundred pages. */
  memoryMb?: number
}
export type RenderedPdf = { bytes: Uint8Array; sha256: string; pages: number; rendererVersion: string }

/**
 * Draws a PDF in a process of its own. `renderFailed` covers a document that does not conform to its standard;
 * what Typst said is in the log. Throws the signal's reason when aborted.
 */
export const renderPdf = async (
  request: RenderRequest,
): Promise<Outcome<RenderedPdf, 'renderFailed' | 'renderTimedOut'>> => {
  request.signal?.throwIfAborted()
  const { timeoutMs = 60_000, memoryMb = 1536 } = request
  // Almost no environment: the child needs no setting and must not see a secret.
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${Math.min(memoryMb, 512)}`, '--disable-warning=ExperimentalWarning', childPath()],
    { env: { NODE_ENV: 'production' }, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const ended = new Promise<{ code: number | null }>((resolveEnd, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolveEnd({ code }))
  })
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    child.kill('SIGKILL')
  }, timeoutMs)
  const abort = () => child.kill('SIGKILL')
  request.signal?.addEventListener('abort', abort, { once: true })
  const memory = watchMemory(child.pid, memoryMb, () => child.kill('SIGKILL'))
  // A child that dies early closes its input; its exit code tells the story, not EPIPE.
  child.stdin.on('error', () => child.kill('SIGKILL'))
  child.stdin.end(JSON.stringify(orderOf(request)))
  try {
    const [bytes, complaints, { code }] = await Promise.all([buffer(child.stdout), text(child.stderr), ended])
    request.signal?.throwIfAborted()
    if (timedOut) return refused('renderTimedOut')
    if (code !== 0 || bytes.length === 0) {
      log.error(
        { code, tooLarge: memory.exceeded(), complaints: complaints.slice(0, 4000) },
        'a report did not render',
      )
      return refused('renderFailed')
    }
    const { pages, templates } = renderReceipt.parse(JSON.parse(complaints))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return done({ bytes, sha256, pages, rendererVersion: `${renderer} / templates ${templates}` })
  } finally {
    clearTimeout(timer)
    memory.stop()
    request.signal?.removeEventListener('abort', abort)
  }
}

const orderOf = (request: RenderRequest): RenderOrder => ({
  template: request.template,
  document: request.document,
  attachment: request.standard === 'a-3a' ? request.attachment : null,
  enclosures: (request.standard === 'a-3a' ? (request.enclosures ?? []) : []).map(({ bytes, ...about }) => ({
    ...about,
    base64: Buffer.from(bytes).toString('base64'),
  })),
  standard: request.standard,
  inBackground: request.inBackground ?? false,
  createdAtSeconds: Math.floor(request.at.getTime() / 1000),
})
