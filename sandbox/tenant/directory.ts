import { randomFrom } from './random.ts'
import type { DirectoryUser } from './records.ts'

/**
 * The users behind the tenant's Apple IDs, as they are found: one whose address is an alias only, a kiosk whose keeper
 * left and was disabled, a shared mailbox. Nobody has the school's Apple ID or the one on a webmail domain.
 */
export const makeDirectory = (seed: string): DirectoryUser[] => {
  const random = randomFrom(`${seed} directory`)
  const user = (
    fields: Pick<DirectoryUser, 'displayName' | 'userPrincipalName'> & Partial<DirectoryUser>,
  ): DirectoryUser => ({
    id: random.guid(),
    mail: fields.userPrincipalName,
    accountEnabled: true,
    proxyAddresses: [`SMTP:${fields.userPrincipalName}`],
    otherMails: [],
    ...fields,
  })
  return [
    user({ displayName: 'Lindegaard Apps', userPrincipalName: 'apps@lindegaard.example' }),
    user({
      displayName: 'Lindegaard Device Team',
      userPrincipalName: 'device-team@lindegaard.example',
      proxyAddresses: ['SMTP:device-team@lindegaard.example', 'smtp:ade@lindegaard.example'],
    }),
    user({
      displayName: 'Skagen Kiosk',
      userPrincipalName: 'kiosk.skagen@lindegaard.example',
      mail: null,
      accountEnabled: false,
    }),
  ]
}
