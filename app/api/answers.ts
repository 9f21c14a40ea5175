import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { settings } from '#adapters/env.ts'
import { log } from '#adapters/log.ts'
import { type Actor, can } from '#domain/actor.ts'
import { Missing, type Outcome, type Refusal } from '#domain/outcome.ts'
import type { Permission } from '#domain/permission.ts'
import { currentSession } from '#features/access/guard.ts'
import { inTurn } from '#features/access/in-turn.ts'
import { exportRate, type MemberRate, mayHave } from '#features/access/rate-limit.ts'
import { attachedAs } from './attached-as.ts'

// What the handlers of files answer with.

/** A refusal in the reader's words. */
export const sentence = async (status: number, { reason, values }: Refusal): Promise<Response> => {
  const t = await getTranslations('refusals')
  return new Response(`${t(reason, values)}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' },
  })
}

const denied = async (needed: Permission): Promise<Response> => {
  const permission = (await getTranslations('permissions'))(needed)
  return sentence(403, { ok: false, reason: 'denied', values: { permission } })
}

export const notAChoice = (parts: readonly string[]): Promise<Response> =>
  sentence(400, { ok: false, reason: 'addressNotUnderstood', values: { parts: parts.join(', ') } })

const signInFirst = (): Promise<Response> => sentence(401, { ok: false, reason: 'signInFirst' })

/**
 * Who asks, or the answer to whoever may not: not signed in, not for their role, or too often. Null is for whoever is a
 * member.
 */
export const admitted = async (
  permission: Permission | null,
  rate: MemberRate = exportRate,
): Promise<{ actor: Actor; answer: null } | { actor: null; answer: Response }> => {
  const refuse = async (answer: Promise<Response>) => ({ actor: null, answer: await answer })
  const state = await currentSession()
  if (state.kind !== 'present') return refuse(signInFirst())
  const { actor, member } = state.present
  if (permission !== null && !can(actor, permission)) {
    log.warn({ memberId: member.id, permission }, 'denied')
    return refuse(denied(permission))
  }
  if (await mayHave(rate, member.id)) return { actor, answer: null }
  const minutes = Math.ceil(rate.seconds / 60)
  return refuse(sentence(429, { ok: false, reason: 'hadTooOften', values: { minutes } }))
}

/** A file to be saved and never shown: a browser's own viewer would run what is inside it on this origin. */
const saved = (name: string, mediaType: string) => ({
  'content-type': mediaType,
  'content-disposition': attachedAs(name),
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, no-store',
})

export const file = (bytes: Buffer | Uint8Array<ArrayBuffer>, name: string, mediaType: string): Response =>
  new Response(new Uint8Array(bytes), { headers: saved(name, mediaType) })

/** The same of a file that is too large to be held, piece by piece as it is taken. */
export const fileOfPieces = (pieces: AsyncGenerator<string>, name: string, mediaType: string): Response => {
  const encoder = new TextEncoder()
  const bytes = new ReadableStream<Uint8Array>({
    pull: async (stream) => {
      const piece = await pieces.next()
      if (piece.done) stream.close()
      else stream.enqueue(encoder.encode(piece.value))
    },
    cancel: async () => {
      await pieces.return(undefined)
    },
  })
  return new Response(bytes, { headers: saved(name, mediaType) })
}

/**
 * Whether a form of ours sent this: a handler that changes something takes nothing from a page elsewhere. Browsers say where
 * a request begins (Fetch Metadata); what says nothing at all, such as curl, holds no cookie of a browser's unasked.
 */
export const isFromHere = ({ headers }: Request): boolean => {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  // Browsers older than Fetch Metadata name where a form was sent from.
  const origin = headers.get('origin')
  return origin === null || origin === new URL(settings().url).origin
}

type Kept = { bytes: Buffer | Uint8Array<ArrayBuffer>; name: string; mediaType: string }

/** Makes a handler that hands out the file of an id, to whoever may read what it belongs to. */
export const handsOut =
  (
    permission: Permission,
    fetch: (actor: Actor, id: string, request: Request) => Promise<Outcome<Kept, string>>,
    { missing, gone }: { missing: string; gone: number },
  ) =>
  async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const { actor, answer } = await admitted(permission)
    if (answer) return answer
    const notThere: Refusal = { ok: false, reason: missing }
    const { id } = await params
    if (!z.uuid().safeParse(id).success) return sentence(404, notThere)
    try {
      // Some take seconds of the one thread that answers everybody: whoever asks for many waits for their own.
      const kept = await inTurn(`files of ${actor.id}`, () => fetch(actor, id, request))
      if (!kept.ok) return sentence(gone, kept)
      const { bytes, name, mediaType } = kept.value
      return file(bytes, name, mediaType)
    } catch (error) {
      if (error instanceof Missing) return sentence(404, notThere)
      throw error
    }
  }
