import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { keyOf } from '#domain/offboarding/assignment.ts'
import type { LeftByHand } from '#domain/offboarding/by-hand.ts'
import type { TaskKind } from '#domain/offboarding/task.ts'
import type { StoredTask } from '../case.ts'
import type { KnownCertificate } from '../queries.ts'
import { AssignedLine } from './assigned-line.tsx'

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
  /** Of the connection it is about. */
  name: string
  /** What is to be removed by hand; null where no more is known than the steps say. */
  left: LeftByHand | null
  /** Of a push certificate, by what its row at Apple is found. */
  certificate: KnownCertificate
}

/** What exactly a person clicks where Pomona cannot act, in Microsoft's and Apple's current words. */
export async function GuidedSteps({ task, name, left, certificate }: GuidedStepsProps) {
  const { kind, connectionKind } = task
  const t = await getTranslations('offboardings.tasks')
  return (
    <>
      <ol>
        {t.rich(`${kind}.guided`, {
          connection: connectionKind,
          name,
          listed: left ? 'yes' : 'no',
          step: (chunks) => <li>{chunks}</li>,
          business: link('https://business.apple.com'),
          school: link('https://school.apple.com'),
          intune: link(intuneAt[kind] ?? intune),
          push: link('https://identity.apple.com/pushcert'),
        })}
      </ol>
      {left ? <Left left={left} /> : null}
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

/** The first of what is left, by name. */
async function Left({ left }: { left: LeftByHand }) {
  const t = await getTranslations('offboardings.left')
  const said = t(left.of, { count: left.count })
  if (left.of === 'entries') return <p>{said}</p>
  const more = left.count - left.first.length
  return (
    <>
      <p>{said}</p>
      <ul>
        {left.of === 'assignments'
          ? left.first.map((each) => (
              <li key={keyOf(each)}>
                <AssignedLine assigned={each} />
              </li>
            ))
          : namedOnce(left.first).map(({ id, name, isDefault }) => (
              <li key={id}>{isDefault ? t('defaultProfile', { name }) : name}</li>
            ))}
        {more > 0 ? <li>{t('more', { count: more })}</li> : null}
      </ul>
    </>
  )
}

/** Two profiles may have one name. */
const namedOnce = <Named extends { name: string }>(all: readonly Named[]) =>
  all.map((each, index) => ({ id: `${index} ${each.name}`, ...each }))

const knownOf = ({ appleId, topic, serialNumber }: KnownCertificate, unknown: string) => ({
  appleId: appleId ?? unknown,
  topic: topic ?? unknown,
  serial: serialNumber ?? unknown,
})
