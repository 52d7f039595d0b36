create function public.save_activity(p_tenant_id uuid, p_id uuid, p_activity jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_kind public.activity_kinds;
  v_due date := app.typed_date(p_activity ->> 'due_on');
  v_starts timestamptz := case when nullif(p_activity ->> 'starts_at', '') is not null
    then app.local_moment(app.typed_moment(p_activity ->> 'starts_at'), app.clinic_zone(p_tenant_id)) end;
  v_assignee uuid := app.typed_id(p_activity ->> 'assignee_id');
  v_deal public.deals;
  v_contact uuid := app.typed_id(p_activity ->> 'contact_id');
  v_lead uuid := app.typed_id(p_activity ->> 'lead_id');
  v_company uuid := app.typed_id(p_activity ->> 'company_id');
  v_patient uuid := app.typed_id(p_activity ->> 'patient_id');
  v_thread uuid;
  v_title text := app.trimmed(p_activity ->> 'title', 300);
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_kind from public.activity_kinds k where k.key = coalesce(p_activity ->> 'kind', 'task');
  if v_kind.key is null or v_title is null then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'activity';
  end if;
  if v_assignee is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v_assignee and m.status = 'active')
  then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  -- who treats plans for patients and not for sales
  if p_activity ->> 'deal_id' is not null or v_contact is not null or v_lead is not null or v_company is not null then
    if v_role = 'therapist' then
      raise sqlstate 'PT403' using message = 'forbidden';
    end if;
    perform app.require_module(p_tenant_id, 'sales');
  end if;
  if p_activity ->> 'thread_key' is not null then
    select t.id into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_activity ->> 'thread_key';
    if v_thread is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
  end if;
  if p_activity ->> 'deal_id' is not null then
    select * into v_deal from public.deals d where d.tenant_id = p_tenant_id and d.id = app.typed_id(p_activity ->> 'deal_id');
    if v_deal.id is null then
      raise sqlstate 'PT404' using message = 'deal_not_found';
    end if;
    v_contact := coalesce(v_contact, v_deal.contact_id);
    v_company := coalesce(v_company, v_deal.company_id);
  end if;
  if v_contact is not null and not exists (select from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact) then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  if v_company is not null and not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = v_company) then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  if v_lead is not null and not exists (select from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = v_lead) then
    raise sqlstate 'PT404' using message = 'lead_not_found';
  end if;
  if v_patient is not null and not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  insert into public.tasks as k (tenant_id, id, kind, title, note, due_on, starts_at, assignee_id, patient_id, thread_id, contact_id, company_id, deal_id,
    lead_id, created_by, done_at, done_by)
  values (p_tenant_id, p_id, v_kind.key, v_title, nullif(btrim(app.normalize_lines(left(p_activity ->> 'note', 4000))), ''),
    coalesce(v_due, (v_starts at time zone app.clinic_zone(p_tenant_id))::date, app.clinic_today(p_tenant_id)), v_starts, v_assignee, v_patient, v_thread,
    v_contact, v_company, v_deal.id, v_lead, auth.uid(),
    case when not v_kind.is_planned or (p_activity ->> 'done')::boolean then now() end,
    case when not v_kind.is_planned or (p_activity ->> 'done')::boolean then auth.uid() end)
  on conflict (tenant_id, id) do update set kind = excluded.kind, title = excluded.title, note = excluded.note, due_on = excluded.due_on,
    starts_at = excluded.starts_at, assignee_id = excluded.assignee_id;
  perform app.broadcast(p_tenant_id, 'task', jsonb_build_object('id', p_id));
  return app.activity_rows(p_tenant_id, array[p_id]) -> 0;
end;
$$;
comment on function public.save_activity(uuid, uuid, jsonb) is
  'Caller: members; therapists without anything of sales. p_id comes from the client. p_activity {kind: a key of activity_kinds, title, note, due_on, starts_at (a local moment), assignee_id, done} and what it is about: {deal_id, contact_id, company_id, lead_id, patient_id, thread_key}, which stays as it was first. Notes and messages are done when they are written down. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_sale, PT400 invalid_date, PT400 invalid_moment, PT404 member_not_found, PT404 conversation_not_found, PT404 deal_not_found, PT404 contact_not_found, PT404 company_not_found, PT404 lead_not_found, PT404 patient_not_found.';
revoke execute on function public.save_activity(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_activity(uuid, uuid, jsonb) to authenticated;
