import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { elementsOf } from '#domain/catalogue/catalogue.ts'
import type { ChaosOrganisation } from '../contenders/chaos-organisation.ts'
import { type Answer, type Browser, signIn } from './browser.ts'
import type { Instance } from './instance.ts'

/** What a member was told is done, by what it can be found under. */
export type Acknowledged =
  | { kind: 'evidence'; sha256: string }
  | { kind: 'proposed' | 'adopted'; field: string; version: number }
  | { kind: 'composed' | 'approved' | 'asked'; id: string }

export type Work = {
  acknowledged: Acknowledged[]
  /** Everything that was sent off, and of it what had no answer or one that says nothing. */
  sent: number
  lost: number
  /** Refusals by their reason, which are answers too. */
  refused: Record<string, number>
  /** Sent to sign in although they had. */
  signedOut: number
  pages: number
  signIns: number
  /** Ends when everybody has put down what they were at. */
  stop(): Promise<void>
  browsers: Record<string, Browser>
}

type Place = { instance: Instance; organisation: ChaosOrganisation; offboardingId: string }

/** Somebody of each role signs in. */
export const signInAll = async (
  { url }: Instance,
  { logins }: ChaosOrganisation,
  address: string,
): Promise<Record<string, Browser>> => {
  const browsers: Record<string, Browser> = {}
  for (const [role, login] of Object.entries(logins)) browsers[role] = await signIn(url, login, address)
  return browsers
}

const fields = elementsOf('apns').map(({ key }) => ({ service: 'apns', element: key }))
const pages = [
  '/',
  '/inventory',
  '/devices',
  '/connections',
  '/readings',
  '/offboardings',
  '/reports',
  '/audit',
]

/**
 * What goes on all the time: files of evidence are handed in, reviews proposed and adopted, reports composed and approved,
 * readings asked for, pages looked at, and members sign in. Nobody gives up over a fault; everybody keeps what they were
 * told.
 */
export const beginWork = (
  { instance, organisation, offboardingId }: Place,
  browsers: Record<string, Browser>,
): Work => {
  const { admin, privacyOfficer: officer, decider, auditor, owner } = browsers
  if (!admin || !officer || !decider || !auditor || !owner) throw new Error('A role is missing.')
  const { organisationId } = organisation
  let goesOn = true
  const work: Work = {
    ...{ acknowledged: [], sent: 0, lost: 0, refused: {}, signedOut: 0, pages: 0, signIns: 0, browsers },
    stop: async () => {
      goesOn = false
      await all
    },
  }
  /** Where it led to, where it was done. */
  const settled = (answer: Answer): { to: string } | null => {
    work.sent += 1
    if (answer.kind === 'lost') work.lost += 1
    if (answer.kind === 'signedOut') work.signedOut += 1
    if (answer.kind === 'refused') work.refused[answer.reason] = (work.refused[answer.reason] ?? 0) + 1
    return answer.kind === 'done' ? { to: answer.to ?? '' } : null
  }
  /** Null while the database does not answer. */
  const ask = <Row extends Record<string, unknown>>(sql: string, values: unknown[]) =>
    instance.query<Row>(sql, values).catch(() => null)

  const handInEvidence = async (): Promise<void> => {
    const bytes = Buffer.from(randomBytes(1000 + randomBytes(1).readUInt8() * 400).toString('hex'))
    const file = new File([bytes], 'protocol.txt', { type: 'text/plain' })
    const given = { offboarding: offboardingId, shows: 'case', note: '', file }
    const done = settled(await admin.act('attachEvidenceAction', `/offboardings/${offboardingId}`, given))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (done) work.acknowledged.push({ kind: 'evidence', sha256 })
  }
  let turn = 0
  const review = async (): Promise<void> => {
    turn += 1
    const { service, element } = fields[turn % fields.length] ?? { service: '', element: '' }
    const field = `${service}/${element}`
    const rows = await ask<{ version: number; decision: string | null }>(
      `select version, decision from element_review where organisation_id = $1 and service = $2 and element = $3
       order by version desc limit 1`,
      [organisationId, service, element],
    )
    if (rows === null) return
    const [last = { version: 0, decision: 'none' }] = rows
    let { version } = last
    if (last.decision !== null) {
      const terms = { basis: 'legalObligation', basisNote: '', retention: '', necessity: 'necessary' }
      const more = { note: '', dpia: '', reviewOn: '' }
      const given = { field: `${field}@${version}`, ...terms, ...more }
      if (!settled(await officer.act('proposeReviewsAction', `/inventory/${field}`, given))) return
      version += 1
      work.acknowledged.push({ kind: 'proposed', field, version })
    }
    const given = { field: `${field}@${version}`, decision: 'adopted', note: '' }
    if (settled(await decider.act('decideReviewsAction', `/inventory/${field}`, given)))
      work.acknowledged.push({ kind: 'adopted', field, version })
  }
  const report = async (): Promise<void> => {
    const asked = {
      kind: 'disclosure',
      language: 'en',
      standard: 'a-3a',
      asOf: '',
      from: '',
      services: 'apns',
    }
    const composed = settled(await admin.act('composeReportAction', '/reports', asked))
    if (!composed) return
    const id = composed.to.split('/').at(-1) ?? ''
    work.acknowledged.push({ kind: 'composed', id })
    for (let looks = 0; goesOn && looks < 60; looks += 1) {
      await delay(500)
      const rows = await ask<{ state: string }>('select state from report where id = $1', [id])
      if (rows?.[0]?.state === 'ready') break
    }
    const given = { report: id, note: 'Read.' }
    const approved = settled(await decider.act('approveReportAction', `/reports/${id}`, given))
    if (approved) work.acknowledged.push({ kind: 'approved', id: approved.to.split('/').at(-1) ?? '' })
  }
  const read = async (): Promise<void> => {
    const asked = settled(await owner.act('requestReadingAction', '/readings', {}))
    if (asked) work.acknowledged.push({ kind: 'asked', id: asked.to.split('/').at(-1) ?? '' })
  }
  const look = async (): Promise<void> => {
    const status = await auditor.page(pages[work.pages % pages.length] ?? '/')
    work.pages += 1
    if (status === 401) work.signedOut += 1
  }
  const enter = async (): Promise<void> => {
    const login = organisation.logins.auditor ?? ''
    const address = `10.1.${work.signIns >> 8}.${work.signIns & 255}`
    await signIn(instance.url, login, address).then(
      () => {
        work.signIns += 1
      },
      () => {},
    )
  }
  const often = async (what: () => Promise<void>, pauseMs: number): Promise<void> => {
    while (goesOn) {
      await what()
      await delay(pauseMs / 2 + Math.random() * pauseMs)
    }
  }
  const all = Promise.all([
    often(handInEvidence, 600),
    often(review, 700),
    often(report, 4000),
    often(read, 2500),
    often(look, 300),
    often(enter, 3000),
  ])
  return work
}
