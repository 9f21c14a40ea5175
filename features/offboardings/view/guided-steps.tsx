import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { TaskKind } from '#domain/offboarding/task.ts'
import type { StoredTask } from '../case.ts'
import type { KnownCertificate } from '../queries.ts'

const link = (href: string) => (chunks: ReactNode) => (
  <a href={href} target="_blank" rel="noreferrer">
    {chunks}
  </a>
)

const intune = 'https://intune.microsoft.com/'
const devicesAt = `${intune}#view/Microsoft_Intune_DeviceSettings/DevicesMenu/~/overview`
const enrolmentAt = `${intune}#view/Microsoft_Intune_DeviceSettings/DevicesIosMenu/~/iosEnrollment`

/**
 * The page of the admin centre where a step is done, as administrators' guides link to it: Microsoft documents no such
 * addresses and may move them, so every step names the way there too.
 */
const intuneAt: Partial<Record<TaskKind, string>> = {
  deleteCertificate: enrolmentAt,
  deleteIdentities: enrolmentAt,
  deleteProfiles: enrolmentAt,
  unshareToken: enrolmentAt,
  retireAllDevices: devicesAt,
  retireDevices: devicesAt,
}

type GuidedStepsProps = {
  task: StoredTask
  /** Of a push certificate, by what its row at Apple is found. */
  certificate: KnownCertificate
}

/** What exactly a person clicks where Pomona cannot act, in Microsoft's and Apple's current words. */
export async function GuidedSteps({ task: { kind, connectionKind }, certificate }: GuidedStepsProps) {
  const t = await getTranslations('offboardings.tasks')
  return (
    <>
      <ol>
        {t.rich(`${kind}.guided`, {
          connection: connectionKind,
          step: (chunks) => <li>{chunks}</li>,
          business: link('https://business.apple.com'),
          school: link('https://school.apple.com'),
          intune: link(intuneAt[kind] ?? intune),
          push: link('https://identity.apple.com/pushcert'),
        })}
      </ol>
      {kind === 'revokeCertificate' ? (
        <p>
          {t.rich('revokeCertificate.known', {
            ...knownOf(certificate, t('revokeCertificate.unknown')),
            mono: (chunks) => <code>{chunks}</code>,
          })}
        </p>
      ) : null}
    </>
  )
}

const knownOf = ({ appleId, topic, serialNumber }: KnownCertificate, unknown: string) => ({
  appleId: appleId ?? unknown,
  topic: topic ?? unknown,
  serial: serialNumber ?? unknown,
})
