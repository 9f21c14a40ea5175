import { describe, expect, test } from 'vitest'
import { openEffects } from './effects.ts'
import { granted, graphError, type Handler, nothing, requestFor, startGraph } from './graph-server.fixture.ts'

const open = async (handler: Handler, limits = {}) => {
  const server = await startGraph((call) => (call.path.endsWith('/token') ? nothing : handler(call)))
  return { server, effects: granted(await openEffects(requestFor(server.url, { limits }))) }
}
const noContent = { status: 204, headers: { 'request-id': 'r-9' } }

describe('ending a location token', () => {
  test('each step is proved by what was asked and answered', async () => {
    const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'g-1' }
    const { server, effects } = await open((call) =>
      call.method === 'GET' ? { json: { value: [{ id: 'as 1', intent: 'required', target }] } } : noContent,
    )
    const assignments = granted(await effects.assignments('a-1'))
    expect(assignments.rows).toEqual([
      { externalId: 'as 1', intent: 'required', target: { kind: 'group', groupId: 'g-1' } },
    ])
    expect(assignments.evidence).toMatchObject({
      ...{ method: 'GET', path: '/beta/deviceAppManagement/mobileApps/a-1/assignments', status: 200 },
    })
    granted(await effects.removeAssignment('a-1', 'as 1'))
    granted(await effects.revokeLicences('t-1'))
    const deleted = granted(await effects.deleteLocationToken('t-1'))
    expect(deleted).toEqual({
      was: 'carriedOut',
      evidence: {
        method: 'DELETE',
        path: '/beta/deviceAppManagement/vppTokens/t-1',
        status: 204,
        requestId: 'r-9',
        at: '2026-11-22T08:00:00.000Z',
      },
    })
    expect(server.graphCalls().map((call) => `${call.method} ${call.path}`)).toEqual([
      'GET /beta/deviceAppManagement/mobileApps/a-1/assignments',
      'DELETE /beta/deviceAppManagement/mobileApps/a-1/assignments/as 1',
      'POST /beta/deviceAppManagement/vppTokens/t-1/revokeLicenses',
      'DELETE /beta/deviceAppManagement/vppTokens/t-1',
    ])
    expect(JSON.parse(server.graphCalls()[2]?.body ?? '')).toEqual({
      notifyManagedDevices: false,
      revokeUntrackedLicenses: false,
    })
    expect(server.graphCalls()[2]?.headers['content-type']).toBe('application/json')
  })

  test('each step of an enrolment token goes where Microsoft’s reference says', async () => {
    const { server, effects } = await open(() => noContent)
    const steps = [
      await effects.unshareEnrolmentToken('t-1'),
      await effects.syncEnrolmentToken('t-1'),
      await effects.deleteIdentity('t-1', 'i/1'),
      await effects.deleteProfile('t-1', 't-1_p'),
      await effects.deleteEnrolmentToken('t-1'),
    ]
    expect(steps.map((step) => granted(step).was)).toEqual(steps.map(() => 'carriedOut'))
    const base = '/beta/deviceManagement/depOnboardingSettings/t-1'
    expect(server.graphCalls().map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST ${base}/unshareForSchoolDataSyncService`,
      `POST ${base}/syncWithAppleDeviceEnrollmentProgram`,
      `DELETE ${base}/importedAppleDeviceIdentities/i/1`,
      `DELETE ${base}/enrollmentProfiles/t-1_p`,
      `DELETE ${base}`,
    ])
    expect(server.graphCalls().map(({ body }) => body)).toEqual(['', '', '', '', ''])
  })

  test('a device or a profile that is gone from its token counts as taken off', async () => {
    const { effects } = await open(() => nothing)
    expect(granted(await effects.deleteIdentity('t-1', 'i-1')).was).toBe('alreadyGone')
    expect(granted(await effects.deleteProfile('t-1', 'p-1')).was).toBe('alreadyGone')
    expect(granted(await effects.deleteEnrolmentToken('t-1')).was).toBe('alreadyGone')
    expect(await effects.unshareEnrolmentToken('t-1')).toMatchObject({ ok: false, reason: 'notFound' })
  })

  test('deleting what is gone already is done, revoking it is not', async () => {
    const { effects } = await open(() => nothing)
    expect(granted(await effects.deleteLocationToken('t-1')).was).toBe('alreadyGone')
    expect(granted(await effects.removeAssignment('a-1', 'x')).was).toBe('alreadyGone')
    expect(granted(await effects.assignments('a-1'))).toMatchObject({ rows: [], evidence: { status: 404 } })
    expect(await effects.revokeLicences('t-1')).toMatchObject({
      ...{ ok: false, reason: 'notFound', evidence: { method: 'POST', status: 404 } },
    })
  })

  test('after silence or a fault nothing is sent twice', async () => {
    const silent = await open(() => ({ raw: (response) => response.destroy() }))
    expect(await silent.effects.deleteLocationToken('t-1')).toMatchObject({
      ok: false,
      reason: 'unreachable',
    })
    expect(silent.server.graphCalls()).toHaveLength(1)
    const slow = await open(() => ({ raw: () => {} }), { requestMs: 60 })
    expect(await slow.effects.revokeLicences('t-1')).toMatchObject({ ok: false, reason: 'timedOut' })
    expect(slow.server.graphCalls()).toHaveLength(1)
    const faulty = await open(() => ({ status: 504 }))
    expect(await faulty.effects.revokeLicences('t-1')).toMatchObject({ ok: false, reason: 'serverFault' })
    expect(faulty.server.graphCalls()).toHaveLength(1)
  })

  test('Multi Admin Approval is told from other refusals', async () => {
    const intune = (Message: string) =>
      graphError(400, 'BadRequest', JSON.stringify({ _version: 3, Message }))
    const awaiting = await open(() =>
      intune('Request is missing required header: x-msft-approval-justification'),
    )
    expect(await awaiting.effects.deleteLocationToken('t-1')).toMatchObject({
      ok: false,
      reason: 'multiAdminApproval',
    })
    const other = await open(() => intune('Token is in use'))
    expect(await other.effects.deleteLocationToken('t-1')).toMatchObject({
      reason: 'refusedByMicrosoft',
      values: { status: 400, code: 'BadRequest' },
    })
  })

  test('a registration that may only read is told what it lacks', async () => {
    const { effects } = await open(() => ({ status: 403, text: 'no' }))
    expect(await effects.deleteLocationToken('t-1')).toMatchObject({
      reason: 'missingPermission',
      values: { permissions: 'DeviceManagementServiceConfig.ReadWrite.All' },
    })
  })
})
