-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "edition" (
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "edition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "element" (
    "group" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "whose" TEXT NOT NULL,
    "identifiability" TEXT NOT NULL,
    "counts" TEXT NOT NULL,

    CONSTRAINT "element_pkey" PRIMARY KEY ("group","key")
);

-- CreateTable
CREATE TABLE "element_text" (
    "edition_id" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "ours" BOOLEAN NOT NULL,

    CONSTRAINT "element_text_pkey" PRIMARY KEY ("edition_id","group","key","language")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "address" TEXT,
    "controller_name" TEXT,
    "dpo_contact" TEXT,
    "officers_are_dpo" BOOLEAN NOT NULL DEFAULT true,
    "language" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" UUID NOT NULL,
    "issuer" TEXT NOT NULL DEFAULT 'local',
    "subject" TEXT NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member_password" (
    "member_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "member_password_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "membership" (
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "membership_pkey" PRIMARY KEY ("organisation_id","member_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "organisation_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "organisation_id" UUID,
    "token_hash" BYTEA NOT NULL,
    "role" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "invited_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenant_link" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "offboarding_id" UUID,
    "name" TEXT NOT NULL,
    "cloud" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "tenant_id" TEXT,
    "client" TEXT NOT NULL,
    "credential_kind" TEXT NOT NULL,
    "credential" TEXT,
    "fingerprint" TEXT NOT NULL,
    "permissions" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "forgotten_at" TIMESTAMPTZ(3),

    CONSTRAINT "tenant_link_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "reading" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "cancelled_by" TEXT,
    "reason" TEXT,
    "reason_values" JSONB,
    "totals" JSONB,

    CONSTRAINT "reading_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "reading_collection" (
    "organisation_id" UUID NOT NULL,
    "reading_id" UUID NOT NULL,
    "tenant_link_id" UUID NOT NULL,
    "collection" TEXT NOT NULL,
    "scope" TEXT NOT NULL DEFAULT '',
    "next_link" TEXT,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "reading_collection_pkey" PRIMARY KEY ("organisation_id","reading_id","tenant_link_id","collection","scope")
);

-- CreateTable
CREATE TABLE "account" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "apple_id" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "account_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "account_deletion" (
    "organisation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "deleted_on" TIMESTAMPTZ(3) NOT NULL,
    "stated_by" TEXT NOT NULL,
    "stated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "evidence_id" UUID NOT NULL,

    CONSTRAINT "account_deletion_pkey" PRIMARY KEY ("organisation_id","account_id")
);

-- CreateTable
CREATE TABLE "connection" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "tenant_link_id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "account_id" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "observed" JSONB NOT NULL DEFAULT '{}',
    "observed_since" TIMESTAMPTZ(3) NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,
    "missing_since" INTEGER,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "disablement" (
    "organisation_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "reading_id" UUID,
    "offboarding_id" UUID,
    "evidence_id" UUID,

    CONSTRAINT "disablement_pkey" PRIMARY KEY ("organisation_id","connection_id")
);

-- CreateTable
CREATE TABLE "account_keeping" (
    "organisation_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "why" TEXT NOT NULL,
    "still_used_by" TEXT NOT NULL,
    "review_on" DATE NOT NULL,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_keeping_pkey" PRIMARY KEY ("organisation_id","connection_id")
);

-- CreateTable
CREATE TABLE "connection_fact" (
    "organisation_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "connection_fact_pkey" PRIMARY KEY ("organisation_id","connection_id","key","since")
);

-- CreateTable
CREATE TABLE "sharing_authorisation" (
    "organisation_id" UUID NOT NULL,
    "tenant_link_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "granted" BOOLEAN NOT NULL,
    "granted_at" TIMESTAMPTZ(3),
    "granted_by" TEXT,
    "terms_url" TEXT,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "sharing_authorisation_pkey" PRIMARY KEY ("organisation_id","tenant_link_id","external_id","since")
);

-- CreateTable
CREATE TABLE "profile" (
    "organisation_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL,
    "support_phone" TEXT,
    "support_department" TEXT,
    "removal_disabled" BOOLEAN NOT NULL,
    "company_portal_token_id" TEXT,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("organisation_id","connection_id","external_id","since")
);

-- CreateTable
CREATE TABLE "app" (
    "organisation_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bundle_id" TEXT,
    "total_licences" INTEGER,
    "used_licences" INTEGER,
    "unlisted_licences" INTEGER NOT NULL DEFAULT 0,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "app_pkey" PRIMARY KEY ("organisation_id","connection_id","external_id","since")
);

-- CreateTable
CREATE TABLE "person" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "tenant_link_id" UUID NOT NULL,
    "entra_id" TEXT NOT NULL,
    "upn" TEXT,
    "name" TEXT,
    "email" TEXT,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "person_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "device" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "tenant_link_id" UUID NOT NULL,
    "intune_id" TEXT,
    "serial" TEXT,
    "name" TEXT,
    "model" TEXT,
    "operating_system" TEXT,
    "os_version" TEXT,
    "ownership" TEXT,
    "enrolment_type" TEXT,
    "is_supervised" BOOLEAN,
    "management_state" TEXT,
    "person_id" UUID,
    "joined_at" INTEGER,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "device_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "device_share" (
    "organisation_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "device_share_pkey" PRIMARY KEY ("organisation_id","connection_id","device_id","since")
);

-- CreateTable
CREATE TABLE "person_share" (
    "organisation_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,

    CONSTRAINT "person_share_pkey" PRIMARY KEY ("organisation_id","connection_id","person_id","since")
);

-- CreateTable
CREATE TABLE "inventory_count" (
    "organisation_id" UUID NOT NULL,
    "reading_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL,
    "element" TEXT NOT NULL DEFAULT '',
    "devices" BIGINT,
    "people" BIGINT,
    "administrators" BIGINT,

    CONSTRAINT "inventory_count_pkey" PRIMARY KEY ("organisation_id","reading_id","scope","scope_id","element")
);

-- CreateTable
CREATE TABLE "offboarding" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "started_by" UUID NOT NULL,
    "started_by_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "plan" JSONB,
    "cancelled_by" TEXT,
    "cancelled_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "offboarding_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "offboarding_connection" (
    "organisation_id" UUID NOT NULL,
    "offboarding_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,

    CONSTRAINT "offboarding_connection_pkey" PRIMARY KEY ("organisation_id","offboarding_id","connection_id")
);

-- CreateTable
CREATE TABLE "offboarding_answer" (
    "organisation_id" UUID NOT NULL,
    "offboarding_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "answered_by" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "offboarding_answer_pkey" PRIMARY KEY ("organisation_id","offboarding_id","step")
);

-- CreateTable
CREATE TABLE "offboarding_task" (
    "organisation_id" UUID NOT NULL,
    "offboarding_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "connection_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "reason_values" JSONB,
    "progress" JSONB,

    CONSTRAINT "offboarding_task_pkey" PRIMARY KEY ("organisation_id","offboarding_id","position")
);

-- CreateTable
CREATE TABLE "approval" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "offboarding_id" UUID NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "asked_by" UUID NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decision" TEXT,
    "decided_by" UUID,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "offboarding_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "report" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "facts" JSONB NOT NULL,
    "facts_sha256" TEXT NOT NULL,
    "pdf_sha256" TEXT,
    "renderer_version" TEXT,
    "reading_id" UUID,
    "reason" TEXT,
    "composed_by" TEXT NOT NULL,
    "composed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "report_blob" (
    "organisation_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "report_blob_pkey" PRIMARY KEY ("organisation_id","report_id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "organisation_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("organisation_id","sequence")
);

-- CreateTable
CREATE TABLE "audit_detail" (
    "organisation_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "salt" BYTEA NOT NULL,
    "detail" TEXT NOT NULL,

    CONSTRAINT "audit_detail_pkey" PRIMARY KEY ("organisation_id","sequence")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "organisation_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "member_login_key" ON "member"("login");

-- CreateIndex
CREATE UNIQUE INDEX "member_issuer_subject_key" ON "member"("issuer", "subject");

-- CreateIndex
CREATE INDEX "session_member_id_idx" ON "session"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "reading_organisation_id_sequence_key" ON "reading"("organisation_id", "sequence");

-- CreateIndex
CREATE INDEX "device_share_organisation_id_device_id_idx" ON "device_share"("organisation_id", "device_id");

-- CreateIndex
CREATE INDEX "person_share_organisation_id_person_id_idx" ON "person_share"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "report_pdf_sha256_idx" ON "report"("pdf_sha256");

-- AddForeignKey
ALTER TABLE "element_text" ADD CONSTRAINT "element_text_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "element_text" ADD CONSTRAINT "element_text_group_key_fkey" FOREIGN KEY ("group", "key") REFERENCES "element"("group", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_password" ADD CONSTRAINT "member_password_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant_link" ADD CONSTRAINT "tenant_link_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading" ADD CONSTRAINT "reading_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading_collection" ADD CONSTRAINT "reading_collection_organisation_id_reading_id_fkey" FOREIGN KEY ("organisation_id", "reading_id") REFERENCES "reading"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading_collection" ADD CONSTRAINT "reading_collection_organisation_id_tenant_link_id_fkey" FOREIGN KEY ("organisation_id", "tenant_link_id") REFERENCES "tenant_link"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_deletion" ADD CONSTRAINT "account_deletion_organisation_id_account_id_fkey" FOREIGN KEY ("organisation_id", "account_id") REFERENCES "account"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_organisation_id_tenant_link_id_fkey" FOREIGN KEY ("organisation_id", "tenant_link_id") REFERENCES "tenant_link"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_organisation_id_account_id_fkey" FOREIGN KEY ("organisation_id", "account_id") REFERENCES "account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disablement" ADD CONSTRAINT "disablement_organisation_id_connection_id_fkey" FOREIGN KEY ("organisation_id", "connection_id") REFERENCES "connection"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_keeping" ADD CONSTRAINT "account_keeping_organisation_id_connection_id_fkey" FOREIGN KEY ("organisation_id", "connection_id") REFERENCES "connection"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_fact" ADD CONSTRAINT "connection_fact_organisation_id_connection_id_fkey" FOREIGN KEY ("organisation_id", "connection_id") REFERENCES "connection"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile" ADD CONSTRAINT "profile_organisation_id_connection_id_fkey" FOREIGN KEY ("organisation_id", "connection_id") REFERENCES "connection"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app" ADD CONSTRAINT "app_organisation_id_connection_id_fkey" FOREIGN KEY ("organisation_id", "connection_id") REFERENCES "connection"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_share" ADD CONSTRAINT "device_share_organisation_id_connection_id_fkey" FOREIGN KEY ("organisation_id", "connection_id") REFERENCES "connection"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_share" ADD CONSTRAINT "device_share_organisation_id_device_id_fkey" FOREIGN KEY ("organisation_id", "device_id") REFERENCES "device"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_share" ADD CONSTRAINT "person_share_organisation_id_connection_id_fkey" FOREIGN KEY ("organisation_id", "connection_id") REFERENCES "connection"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_share" ADD CONSTRAINT "person_share_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory_count" ADD CONSTRAINT "inventory_count_organisation_id_reading_id_fkey" FOREIGN KEY ("organisation_id", "reading_id") REFERENCES "reading"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offboarding" ADD CONSTRAINT "offboarding_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offboarding_connection" ADD CONSTRAINT "offboarding_connection_organisation_id_offboarding_id_fkey" FOREIGN KEY ("organisation_id", "offboarding_id") REFERENCES "offboarding"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offboarding_connection" ADD CONSTRAINT "offboarding_connection_organisation_id_connection_id_fkey" FOREIGN KEY ("organisation_id", "connection_id") REFERENCES "connection"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offboarding_answer" ADD CONSTRAINT "offboarding_answer_organisation_id_offboarding_id_fkey" FOREIGN KEY ("organisation_id", "offboarding_id") REFERENCES "offboarding"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offboarding_task" ADD CONSTRAINT "offboarding_task_organisation_id_offboarding_id_fkey" FOREIGN KEY ("organisation_id", "offboarding_id") REFERENCES "offboarding"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_organisation_id_offboarding_id_fkey" FOREIGN KEY ("organisation_id", "offboarding_id") REFERENCES "offboarding"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_organisation_id_offboarding_id_fkey" FOREIGN KEY ("organisation_id", "offboarding_id") REFERENCES "offboarding"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_blob" ADD CONSTRAINT "report_blob_organisation_id_report_id_fkey" FOREIGN KEY ("organisation_id", "report_id") REFERENCES "report"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_detail" ADD CONSTRAINT "audit_detail_organisation_id_sequence_fkey" FOREIGN KEY ("organisation_id", "sequence") REFERENCES "audit_event"("organisation_id", "sequence") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

