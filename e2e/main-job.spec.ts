import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dayFromNow } from './days.ts'
import { endToken } from './ending.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import type { Counts } from './tenant.ts'
import { anything } from './visitor.ts'
import type { Words } from './words.ts'
import { plain } from './words.ts'

test.setTimeout(120_000)

/** The rows of Microsoft's page. */
const fields = 28
const upnField = { en: 'Managed AppleId UPN', fr: 'UPN de l’identifiant Apple géré' } as const
const otherLanguage = { en: 'fr', fr: 'en' } as const
/** Where the demonstration's organisation lives: a day is the organisation's day. */

const inTwoYears = () => `${new Date().getUTCFullYear() + 2}-01-31`

const mail = [
  'Date: Sun, 29 Nov 2026 09:00:00 +0100',
  'From: Apple <noreply@apple.example>',
  'Subject: Your account was deleted',
  '',
  'It cannot be brought back.',
  '',
].join('\r\n')

test('what is shared with Apple is read and shown, field by field', async ({
  member,
  words,
  language,
  tenant,
}) => {
  const admin = await member('admin')
  const counts = await tenant.counts()
  const organisation = 'Lindegaard Group'
  await admin.sees(
    words.markup('overview.shared', {
      ...{ organisation, fields, ...counts },
      ...{ toFields: plain, toDevices: plain, toPeople: plain },
    }),
  )

  await admin.presses(words('readings.readNow'))
  await admin.isMarked(words('readings.states.finished'))
  await admin.sees(words('readings.counted', counts))

  await admin.visits(words('frame.navigation.inventory'))
  await admin.opensRow(words('inventory.servicesTitle'), words('services.vpp.name'))
  const kiosk = await tenant.countsOf('Skagen Kiosk')
  await admin.seesInRow(
    words('connections.title'),
    'Skagen Kiosk',
    ...[words('states.sharing'), 'kiosk.skagen@lindegaard.example', `${kiosk.devices}`, `${kiosk.people}`],
  )

  await admin.opensRow(words('inventory.fieldsTitle'), upnField[language])
  await admin.sees(
    'AppleID that was specified by Admin when configuring the Apple Business Manager or Apple School Manager location token (VPP token) connection with Apple.',
  )
  const edition = words('catalogue.editionLabels.2023-12')
  await admin.sees(words('catalogue.cite', { edition, row: 27, language: words('catalogue.languages.en') }))
})

test('a location token is ended and its account deleted, which is told in a report and in the audit log', async ({
  member,
  visitor,
  words,
  tenant,
  language,
}) => {
  const token = 'Skagen Kiosk'
  const [admin, decider] = [await member('admin'), await member('decider')]
  await endToken({ words, admin, decider, token, impact: losing(words, await tenant.countsOf(token)) })

  await admin.sees(words('offboardings.run.half', { accounts: 1 }))
  await admin.visits(words('frame.navigation.overview'))
  await admin.sees(words('states.disabled'))
  await admin.follows(token)
  await admin.isMarked(words('states.disabled'))
  await admin.sees(words('connections.notice.disabledTitle'))

  await admin.visits(words('frame.navigation.offboardings'))
  await admin.opensRow(words('offboardings.title'), token)
  await admin.follows(words('offboardings.steps.account'))
  await admin.fills(words('offboardings.account.state.on'), dayFromNow(0))
  await admin.fills(words('offboardings.account.state.how'), 'Apple’s confirmation came by e-mail.')
  await admin.page
    .getByRole('region', {
      name: words.markup('offboardings.account.state.title', { account: () => 'kiosk.skagen@' }),
    })
    .getByLabel(words('offboardings.evidence.file.beside'))
    .setInputFiles({ name: 'Your account was deleted.eml', mimeType: '', buffer: Buffer.from(mail) })
  await admin.page
    .getByRole('group', { name: words('offboardings.account.state.last') })
    .getByRole('checkbox', { name: 'kiosk.skagen@' })
    .check()
  await admin.presses(
    words('offboardings.account.state.confirm', { appleId: 'kiosk.skagen@lindegaard.example' }),
  )
  await admin.sees(words('offboardings.done.verdict.stopped'))

  await test.step('files of evidence', async () => {
    const saved = await readFile(await admin.downloads('Your account was deleted.eml'))
    expect(saved.toString()).toBe(mail)
    await admin.presses(words('offboardings.evidence.attach.label'))
    const dialog = admin.page.getByRole('dialog')
    const attaches = async (name: string, content: Buffer) => {
      await dialog.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: content })
      await admin.presses(words('offboardings.evidence.attach.confirm'))
    }
    await attaches('portal.png', Buffer.from('no picture at all'))
    await admin.sees(words('refusals.evidenceFileMislabelled', { type: 'txt' }))
    const picture = await admin.page.screenshot()
    await attaches('portal.png', picture)
    await expect(dialog).toBeHidden()
    await admin.sees('portal.png')
    expect(await faultsOf(admin.page)).toEqual([])

    await decider.opens(admin.page.url())
    await decider.page
      .getByRole('row')
      .filter({ hasText: 'portal.png' })
      .getByRole('button', { name: words('offboardings.evidence.erase.label'), exact: true })
      .click()
    const why = 'It shows the name of a pupil.'
    await decider.page
      .getByRole('dialog')
      .getByLabel(words('offboardings.evidence.erase.why'), { exact: true })
      .fill(why)
    await decider.presses(words('offboardings.evidence.erase.confirm'))
    await decider.sees(why)
    await expect(decider.page.getByRole('link', { name: 'portal.png' })).toHaveCount(0)
  })

  await admin.visits(words('frame.navigation.overview'))
  await admin.presses(words('readings.readNow'))
  await admin.isMarked(words('readings.states.finished'))
  await admin.sees(words('readings.counted', await tenant.counts()))
  await admin.visits(words('frame.navigation.connections'))
  await admin.seesInRow(words('connections.title'), token, words('states.stopped'))

  await test.step('the report, in the other language', async () => {
    await admin.visits(words('frame.navigation.reports'))
    await admin.follows(words('reports.compose.label'))
    await admin.chooses(words(`reports.languages.${otherLanguage[language]}`))
    await admin.presses(words('reports.compose.label'))
    await admin.isMarked(words('reports.states.ready'))
    const pdf = await readFile(await admin.downloads(words('reports.download')))
    expect(pdf.subarray(0, 4).toString()).toBe('%PDF')
    const sha256 = createHash('sha256').update(pdf).digest('hex')
    expect(sha256).toBe(await admin.told(words('reports.fact.pdf')))

    await admin.sees(words('reports.approve.others'))
    await decider.opens(admin.page.url())
    await decider.presses(words('reports.approve.label'))
    await decider.presses(words('reports.approve.confirm'))
    // The draft is ready too: what was approved is another report.
    await decider.page.waitForURL((url) => url.href !== admin.page.url())
    await decider.isMarked(words('reports.states.ready'))
    expect(await decider.told(words('reports.fact.version'))).toBe(words('reports.document.state.final'))
    expect(await faultsOf(decider.page)).toEqual([])

    // Whoever it was sent to has no account here.
    await visitor.opens('/verify')
    expect(await faultsOf(visitor.page)).toEqual([])
    const holds = (content: Buffer) =>
      visitor.page
        .locator('input[type=file]')
        .setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer: content })
    const fingerprint = visitor.page.getByLabel(words('verify.hash'))
    await holds(pdf)
    await expect(fingerprint).toHaveValue(sha256)
    await visitor.presses(words('verify.submit'))
    const named = { kind: words('reports.kinds.disclosure'), at: anything }
    await visitor.sees(words('verify.ours', { ...named, organisation: '', isNamed: 'false' }))
    await holds(Buffer.concat([pdf, Buffer.from(' ')]))
    await expect(fingerprint).not.toHaveValue(sha256)
    await visitor.presses(words('verify.submit'))
    await visitor.sees(words('verify.notOurs'))
    await fingerprint.fill('no fingerprint')
    await visitor.presses(words('verify.submit'))
    await visitor.sees(words('fields.sha256'))
  })

  await test.step('the audit log', async () => {
    await admin.visits(words('frame.navigation.audit'))
    const did = (name: string) => ({ actor: words('audit.actors.member.named', { name }) })
    await admin.sees(words('audit.kinds.offboarding.started', did(admin.name)))
    await admin.sees(words('audit.kinds.offboarding.approved', did(decider.name)))
    await admin.sees(words('audit.kinds.account.deletionStated', did(admin.name)))
    await admin.sees(words('audit.kinds.report.downloaded', did(admin.name)))
    await admin.presses(words('audit.verify'))
    await admin.sees(words('audit.intact', { at: anything, ...did(admin.name), sequence: anything }))
  })
})

test('a location token is ended while its account lives on', async ({ member, words, tenant }) => {
  const token = 'Lindegaard Apps'
  const [admin, decider] = [await member('admin'), await member('decider')]
  await endToken({ words, admin, decider, token, impact: losing(words, await tenant.countsOf(token)) })

  // Some of its licences are on devices that have left Intune, which cannot give them back.
  await admin.isMarked(words('offboardings.states.needsAttention'))
  await admin.presses(words('offboardings.remainder.label', { kind: 'awaitRevocation' }))
  await admin.fills(words('offboardings.remainder.why'), 'These devices were sold last year.')
  await admin.presses(words('offboardings.remainder.confirm'))
  await admin.sees(words('offboardings.run.half', { accounts: 1 }))

  await admin.follows(words('offboardings.steps.account'))
  await admin.sees(words('offboardings.account.keep.others'))
  await admin.mayNotPress(words('offboardings.account.keep.confirm'))

  const why = 'It still buys apps for the warehouse.'
  const usedBy = 'The warehouse in Aarhus'
  await decider.visits(words('frame.navigation.offboardings'))
  await decider.opensRow(words('offboardings.title'), token)
  await decider.follows(words('offboardings.steps.account'))
  await decider.fills(words('offboardings.account.keep.why'), why)
  await decider.fills(words('offboardings.account.keep.usedBy'), usedBy)
  await decider.fills(words('offboardings.account.keep.review'), inTwoYears())
  await decider.presses(words('offboardings.account.keep.confirm'))
  await decider.sees(words('offboardings.done.verdict.accountKept'))
  await decider.sees(words('offboardings.done.accountKept', { why, usedBy }))
})

const losing = (words: Words, counts: Counts) => [
  words('offboardings.impact.devicesLose', counts),
  words('offboardings.impact.peopleLose', counts),
]
