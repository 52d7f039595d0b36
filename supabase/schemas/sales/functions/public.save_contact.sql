create function public.save_contact(
  p_tenant_id uuid, p_id uuid, p_version integer, p_contact jsonb, p_phones jsonb default '[]', p_emails jsonb default '[]',
  p_tags uuid[] default '{}', p_seen uuid[] default '{}'
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before public.contacts;
  v_row public.contacts;
  v_company uuid := app.typed_id(p_contact ->> 'company_id');
  v_phones text[] := array(select t.value from app.typed_contacts(p_phones, 'phone') t);
  v_emails text[] := array(select t.value from app.typed_contacts(p_emails, 'email') t);
  v_known record;
begin
  perform app.require_seller(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if coalesce(p_contact ->> 'stage', 'lead') not in ('lead', 'opportunity', 'customer', 'former') then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'stage';
  end if;
  if v_company is not null and not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = v_company) then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  perform app.lock_identity(p_tenant_id, v_phones || v_emails);
  select * into v_before from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  -- somebody else with this number or address: whoever did not see them decides again
  select m.* into v_known from app.contact_matches(p_tenant_id, p_contact ->> 'full_name', v_phones, v_emails) m
  where m.id <> p_id and m.id is distinct from v_before.patient_id and m.id <> all (coalesce(p_seen, '{}')) limit 1;
  if v_known.id is not null and (v_before.id is null or v_known.is_sure) then
    raise sqlstate 'PT409' using message = 'contact_exists', detail = v_known.name;
  end if;
  perform set_config('zelo.saves_person', 'on', true);
  insert into public.contacts as c (tenant_id, id, full_name, company_id, job, origin, stage, owner_id, note, custom, created_by)
  values (p_tenant_id, p_id, app.require_name(p_contact ->> 'full_name'), v_company, app.trimmed(p_contact ->> 'job', 100),
    app.typed_origin(p_contact ->> 'origin'), coalesce(p_contact ->> 'stage', 'lead'), app.typed_seller(p_tenant_id, p_contact ->> 'owner_id'),
    nullif(btrim(app.normalize_lines(left(p_contact ->> 'note', 2000))), ''),
    app.checked_custom(p_tenant_id, 'contact', p_contact -> 'custom', v_before.custom), auth.uid())
  on conflict (tenant_id, id) do update set
    -- a patient is called as the record says
    full_name = case when c.patient_id is null then excluded.full_name else c.full_name end, company_id = excluded.company_id, job = excluded.job,
    origin = excluded.origin, stage = excluded.stage, owner_id = excluded.owner_id, note = excluded.note, custom = excluded.custom,
    version = c.version + 1
  returning * into v_row;
  if v_row.patient_id is null then
    perform app.save_contacts(p_tenant_id, 'contact', p_id, p_phones, p_emails);
  end if;
  perform set_config('zelo.saves_person', '', true);
  perform app.index_contact(p_tenant_id, p_id);
  delete from public.contact_tags g where g.tenant_id = p_tenant_id and g.contact_id = p_id and g.tag_id <> all (coalesce(p_tags, '{}'));
  insert into public.contact_tags (tenant_id, contact_id, tag_id)
  select p_tenant_id, p_id, t.id from public.conversation_tags t where t.tenant_id = p_tenant_id and t.id = any (p_tags)
  on conflict do nothing;
  perform app.note_sale(p_tenant_id, 'contact', p_id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return public.get_contact(p_tenant_id, p_id);
end;
$$;
comment on function public.save_contact(uuid, uuid, integer, jsonb, jsonb, jsonb, uuid[], uuid[]) is
  'Caller: who sells. p_id comes from the client; p_version is the one that was read, null for somebody new. p_contact {full_name, company_id, job, origin, stage, owner_id, note, custom}; phones and e-mails as in save_patient, p_tags: ids of tags. The phones, addresses and name of a patient are changed at the patient. Somebody else with one of the phones or addresses is told, unless in p_seen (find_contact_matches). Answers get_contact. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT400 invalid_sale, PT400 custom_field_invalid, PT400 custom_field_required, PT404 company_not_found, PT404 member_not_found, PT409 contact_exists (detail: who), PT409 changed_meanwhile.';
revoke execute on function public.save_contact(uuid, uuid, integer, jsonb, jsonb, jsonb, uuid[], uuid[]) from public, anon, authenticated;
grant execute on function public.save_contact(uuid, uuid, integer, jsonb, jsonb, jsonb, uuid[], uuid[]) to authenticated;
