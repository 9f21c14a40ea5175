import { getTranslations } from 'next-intl/server'
import type { Refusal } from '#domain/outcome.ts'
import type { Permission } from '#domain/permission.ts'

// What the handlers of files answer with.

/** A refusal in the reader's words. */
export const sentence = async (status: number, { reason, values }: Refusal): Promise<Response> => {
  const t = await getTranslations('refusals')
  return new Response(`${t(reason, values)}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' },
  })
}

export const denied = async (needed: Permission): Promise<Response> => {
  const permission = (await getTranslations('permissions'))(needed)
  return sentence(403, { ok: false, reason: 'denied', values: { permission } })
}

export const signInFirst = (): Promise<Response> => sentence(401, { ok: false, reason: 'signInFirst' })

/** A file to be saved and never shown: a browser's own viewer would run what is inside it on this origin. */
export const file = (bytes: Buffer | Uint8Array<ArrayBuffer>, name: string, mediaType: string): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
