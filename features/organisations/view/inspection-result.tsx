import type { Inspection } from '../tenant-inspection.ts'
import classes from './inspection-result.module.css'

export type InspectionWords = {
  title: string
  /** With `{name}` still in it: the browser learns the name only from the answer. */
  named: string
  unnamed: string
  complete: string
  missing: string
  unknown: string
  /** With `{permissions}` still in it, for the same reason. */
  beyondReading: string
  found: string
  lacking: string
}

type InspectionResultProps = {
  inspected: Inspection
  /** The permissions reading needs, with what each is for. */
  wanted: { permission: string; purpose: string }[]
  words: InspectionWords
}

/** What a tested registration turned out to be: whose tenant, and which permissions are there. */
export function InspectionResult({ inspected, wanted, words }: InspectionResultProps) {
  const { name, permissions } = inspected
  const lacking = permissions.known ? permissions.missingForReading : []
  const beyond = permissions.known ? permissions.beyondReading : []
  const verdict = !permissions.known ? words.unknown : lacking.length > 0 ? words.missing : words.complete
  return (
    <div className={classes.result} data-lacks={lacking.length + beyond.length > 0}>
      <h3 className={classes.title}>{words.title}</h3>
      <p>
        {name ? words.named.replace('{name}', name) : words.unnamed} {verdict}
      </p>
      {beyond.length > 0 ? (
        <p>
          <strong>{words.beyondReading.replace('{permissions}', beyond.join(', '))}</strong>
        </p>
      ) : null}
      {permissions.known ? (
        <ul className={classes.permissions}>
          {wanted.map(({ permission, purpose }) => {
            const isLacking = lacking.includes(permission)
            return (
              <li key={permission} data-lacks={isLacking}>
                <span aria-hidden="true">{isLacking ? '✗' : '✓'}</span>
                <span>
                  <code>{permission}</code> {isLacking ? words.lacking : words.found}
                  <span className={classes.purpose}>{purpose}</span>
                </span>
              </li>
            )
          })}
        </ul>
      ) : null}
    </div>
  )
}
