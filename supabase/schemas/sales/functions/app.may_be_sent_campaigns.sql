create function app.may_be_sent_campaigns(p_tenant_id uuid, p_patient_id uuid, p_contact_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
      select from public.consents c
      where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.purpose = 'whatsapp_marketing' and c.revoked_at is null)
    or exists (
      select from public.marketing_permissions m where m.tenant_id = p_tenant_id and m.patient_id = p_patient_id and m.revoked_at is null)
    or exists (
      select from public.marketing_permissions m where m.tenant_id = p_tenant_id and m.contact_id = p_contact_id and m.revoked_at is null);
$$;
comment on function app.may_be_sent_campaigns(uuid, uuid, uuid) is
  'Whether somebody gave permission for campaigns: signed by a link, or written down by the clinic with its proof.';
revoke execute on function app.may_be_sent_campaigns(uuid, uuid, uuid) from public, anon, authenticated;
