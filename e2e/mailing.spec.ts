import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { openMailbox } from '#adapters/mail/mailbox.fixture.ts'
import { demonstrationOf, mailSignIn } from './demonstration.ts'
import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { anything } from './visitor.ts'

test.setTimeout(120_000)

const [kept, left] = ['revisor@skagen.example', 'left@lindegaard.example']

test('an owner has checkpoints mailed to people who keep them, and a log is held to what arrived', async ({
  member,
  words,
  language,
}, testInfo) => {
  const owner = await member('owner')
  const { page } = owner
  const writes = async (addresses: string) => {
    await owner.fills(words('audit.mailing.addresses'), addresses)
    await owner.presses(words('audit.mailing.save'))
  }
  const mails = () => owner.presses(words('audit.mailing.now'))
  await owner.visits(words('frame.navigation.audit'))
  await owner.follows(words('audit.checkpoints.title'))
  await owner.sees(words('audit.mailing.nobody'))
  await writes('nobody')
  await owner.sees(words('fields.mailAddress'))
  await writes(`${kept}\n${left}`)
  await owner.sees(words('audit.mailing.saved'))
  await owner.sees(words('audit.mailing.next', { at: anything }))

  await test.step('a server that does not answer is told, and tried again', async () => {
    await mails()
    await owner.sees(words('audit.mailing.faults.mailServerUnreachable'))
  })

  const mailbox = await openMailbox({ ...mailSignIn, port: demonstrationOf(language).mailPort() })
  mailbox.refuse(left, 550)
  const file = testInfo.outputPath('checkpoint.json')
  await test.step('what arrives is the checkpoint; an address that is refused waits for a person', async () => {
    await mails()
    await owner.seesInRow(
      words('audit.mailing.table'),
      // Where an address may break it reads as two words.
      left.replace(/(?<=@).*/, ''),
      words('audit.mailing.faults.mailAddressRefused'),
    )
    await expect.poll(() => mailbox.taken.length, { timeout: 30_000 }).toBe(1)
    const [taken] = mailbox.taken
    expect(taken?.to).toEqual([kept])
    expect(taken?.mail.subject).toContain('Lindegaard')
    await writeFile(file, Buffer.from(taken?.mail.attachments[0]?.content as ArrayBuffer))
    expect(await faultsOf(page)).toEqual([])
    await owner.visits(words('frame.navigation.overview'))
    await owner.follows(words('audit.mailing.waits.link'))
  })

  await test.step('once all have it, nothing waits; and nobody is written to any more', async () => {
    await writes(kept)
    await mails()
    await expect.poll(() => mailbox.taken.length, { timeout: 30_000 }).toBe(2)
    await expect(page.getByText(words('audit.mailing.faults.mailAddressRefused'))).toHaveCount(0)
    await writes('')
    await owner.sees(words('audit.mailing.nobody'))
    await owner.visits(words('frame.navigation.overview'))
    await owner.mayNotFollow(words('audit.mailing.waits.link'))
  })
  await mailbox.close()

  await test.step('the log that is taken along is whole, up to what the mail says', async () => {
    await owner.visits(words('frame.navigation.audit'))
    await owner.sees(words('audit.kinds.checkpoint.mailFailed', { actor: 'Pomona' }))
    const log = await owner.downloads(words('audit.export.link'))
    const command = ['cli/main.ts', 'verify', 'audit-file', log, '--checkpoint', file, '--json']
    const { stdout } = await promisify(execFile)(process.execPath, command)
    expect(JSON.parse(stdout)).toMatchObject({ isIntact: true, checkpoint: { covers: expect.any(Number) } })
  })

  const auditor = await member('auditor')
  await auditor.opens('/audit/checkpoints')
  await auditor.sees(words('audit.mailing.nobody'))
  await auditor.mayNotPress(words('audit.mailing.save'))
  expect([...owner.complaints, ...auditor.complaints]).toEqual([])
})
