import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { logoImage } from '#adapters/logo-image.ts'
import type { Actor } from '#domain/actor.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'

export type LogoFacts = { sha256: string; width: number; height: number }

/** Puts a picture on the cover of the reports that are composed from now on. */
export const setLogo = async (
  actor: Actor,
  file: File,
): Promise<Outcome<null, 'logoTooLarge' | 'logoNoImage' | 'logoSvg'>> => {
  demand(actor, 'organisations:change')
  const image = await logoImage(new Uint8Array(await file.arrayBuffer()))
  if (!image.ok) return image
  const { organisationId } = actor
  const data = { ...image.value, setBy: actor.name, setAt: new Date() }
  return change(actor, async ({ tx, record }) => {
    await tx.organisationLogo.upsert({
      where: { organisationId },
      create: { organisationId, ...data },
      update: data,
      select: { sha256: true },
    })
    record({
      kind: 'organisation.logoSet',
      subject: { kind: 'organisation', id: organisationId },
      facts: { fileSha256: image.value.sha256 },
    })
    return done(null)
  })
}

/** Takes it off again; reports that have it keep it. */
export const removeLogo = async (actor: Actor): Promise<Outcome<null, 'noLogo'>> => {
  demand(actor, 'organisations:change')
  return change(actor, async ({ tx, record }) => {
    const { count } = await tx.organisationLogo.deleteMany()
    if (count === 0) return refused('noLogo')
    record({
      kind: 'organisation.logoRemoved',
      subject: { kind: 'organisation', id: actor.organisationId },
    })
    return done(null)
  })
}

/** What is known of the logo without its pixels; null where there is none. */
export const logoFacts = (actor: Actor): Promise<LogoFacts | null> => {
  demand(actor, 'organisations:read')
  return inOrganisation(actor.organisationId, (tx) =>
    tx.organisationLogo.findFirst({ select: { sha256: true, width: true, height: true } }),
  )
}

/** The logo with its pixels, inside the caller's transaction. */
export const logoIn = (tx: Transaction) =>
  tx.organisationLogo.findFirst({ select: { png: true, width: true, height: true } })

/** Its picture. Throws Missing. */
export const downloadLogo = async (actor: Actor): Promise<Uint8Array<ArrayBuffer>> => {
  demand(actor, 'organisations:read')
  const logo = await inOrganisation(actor.organisationId, logoIn)
  if (!logo) throw new Missing('logo')
  return logo.png
}
