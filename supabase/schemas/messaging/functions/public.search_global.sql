-- All groups in one call. Each group reads a bounded part of the clinic; one that would begin after p_milliseconds is answered
-- by a row without id, and the screen asks for it by itself.
create function public.search_global(
  p_tenant_id uuid, p_search text, p_kinds text[] default null, p_limit integer default 20, p_near uuid[] default '{}',
  p_milliseconds integer default 400
)
returns table (
  kind text, id uuid, title text, distance integer, thread_key text, phone text, message_id uuid, body text, occurred_at timestamptz,
  is_archived boolean, patient_id uuid, detail jsonb
)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_role text := app.require_member(p_tenant_id);
  v_kinds text[] := coalesce(p_kinds, array['patient', 'doctor', 'conversation', 'contact', 'company', 'deal', 'lead', 'session', 'charge', 'payment', 'file', 'message']);
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 50);
  v_near uuid[] := coalesce(p_near[1:50], '{}');
  v_own uuid := case when v_role = 'therapist' then auth.uid() end;
  v_until timestamptz := clock_timestamp() + least(greatest(coalesce(p_milliseconds, 400), 1), 5000) * interval '1 millisecond';
  v_search text := left(btrim(coalesce(p_search, '')), 200);
  v_amount record;
  v_days record;
  v_names text;
  v_entries text[];
  v_found jsonb := '[]';
  v_patients uuid[];
  v_payers uuid[];
  v_kind text;
begin
  select array_agg(k order by k) into v_entries from unnest(v_kinds) k where k in ('patient', 'doctor', 'conversation')
    -- whoever treats sells nothing
    or k in ('contact', 'company', 'deal', 'lead') and v_own is null and app.module_is_on(p_tenant_id, 'sales');
  if v_search = '' then
    return query
      select s.kind, s.record_id, s.title, 0, t.thread_key, coalesce(t.phone, c.phone), null::uuid, coalesce(t.last_message_preview, m.specialty),
        t.last_message_at, coalesce(p.archived_at, m.archived_at) is not null, null::uuid, null::jsonb
      from app.search_entries s
      left join public.conversation_threads t on s.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = s.record_id
      left join public.patients p on s.kind = 'patient' and p.tenant_id = p_tenant_id and p.id = s.record_id
      left join public.medicos m on s.kind = 'doctor' and m.tenant_id = p_tenant_id and m.id = s.record_id
      left join public.contact_phones c on c.tenant_id = p_tenant_id and c.is_primary and c.entity_id = s.record_id
        and c.entity_type = case s.kind when 'patient' then 'patient' when 'doctor' then 'medico' when 'contact' then 'contact' when 'company' then 'company' end
      where s.tenant_id = p_tenant_id and s.kind = any (v_entries) and s.record_id = any (v_near)
      order by array_position(v_near, s.record_id) limit v_limit;
    return;
  end if;
  select * into v_amount from app.search_amount(v_search);
  select * into v_days from app.search_days(v_search, app.clinic_today(p_tenant_id));
  -- an amount or a day alone is nobody's number
  if v_entries is not null and (v_amount.cents is null or v_amount.rest is not null) and v_search !~ '^[0-9]{1,2}/[0-9]{1,2}(/[0-9]{2,4})?$' then
    select coalesce(jsonb_agg(to_jsonb(e) order by e.place), '[]') into v_found
    from app.find_entries(p_tenant_id, v_search, v_entries, greatest(v_limit, 20), v_near) with ordinality e (kind, record_id, title, distance, place);
    return query
      select e.kind, e.record_id, e.title, e.distance, t.thread_key, coalesce(t.phone, c.phone), null::uuid,
        coalesce(t.last_message_preview, m.specialty), t.last_message_at, coalesce(p.archived_at, m.archived_at) is not null, null::uuid, null::jsonb
      from (
        select f.*, row_number() over (partition by f.kind order by f.place) as in_kind
        from jsonb_to_recordset(v_found) f (kind text, record_id uuid, title text, distance int, place int)) e
      left join public.conversation_threads t on e.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = e.record_id
      left join public.patients p on e.kind = 'patient' and p.tenant_id = p_tenant_id and p.id = e.record_id
      left join public.medicos m on e.kind = 'doctor' and m.tenant_id = p_tenant_id and m.id = e.record_id
      left join public.contact_phones c on c.tenant_id = p_tenant_id and c.is_primary and c.entity_id = e.record_id
        and c.entity_type = case e.kind when 'patient' then 'patient' when 'doctor' then 'medico' when 'contact' then 'contact' when 'company' then 'company' end
      where e.in_kind <= v_limit
      order by e.place;
  end if;
  -- whose sessions and money are meant
  v_names := case when v_amount.cents is null then v_search else v_amount.rest end;
  if v_kinds && array['session', 'charge', 'payment'] and v_names is not null then
    if v_names = v_search and 'patient' = any (v_entries) then
      v_patients := array(select (f ->> 'record_id')::uuid from jsonb_array_elements(v_found) f where f ->> 'kind' = 'patient');
    else
      v_patients := array(select f.record_id from app.find_entries(p_tenant_id, v_names, array['patient'], 20, v_near) f);
    end if;
  end if;
  foreach v_kind in array array['session', 'charge', 'payment', 'file', 'message'] loop
    continue when not v_kind = any (v_kinds);
    -- who treats reads no payers
    continue when v_kind = 'payment' and v_own is not null;
    if clock_timestamp() > v_until then
      return query select v_kind, null::uuid, null::text, null::int, null::text, null::text, null::uuid, null::text, null::timestamptz, false,
        null::uuid, null::jsonb;
      continue;
    end if;
    case v_kind
      when 'session' then
        if v_amount.cents is null then
          return query
            select 'session', f.id, f.title, 4, null::text, null::text, null::uuid, f.body, f.starts_at, false, f.patient_id, f.detail
            from app.find_sessions(p_tenant_id, v_search, v_patients, v_own, v_limit) f;
        end if;
      when 'charge', 'payment' then
        if v_own is null and v_payers is null and v_names is not null then
          v_payers := array(select f.record_id from app.find_entries(p_tenant_id, v_names, array['payer'], 20) f);
        end if;
        if v_amount.cents is not null or cardinality(v_patients) > 0 or cardinality(v_payers) > 0 then
          return query
            select v_kind, f.id, f.title, 4, null::text, null::text, null::uuid, null::text, null::timestamptz, false, f.patient_id, f.detail
            from app.find_money(p_tenant_id, v_kind, v_amount.cents, v_names is not null, coalesce(v_patients, '{}'), coalesce(v_payers, '{}'),
              v_own, v_limit) f;
        end if;
      when 'file' then
        return query
          select 'file', p.id, p.name, f.distance, null::text, null::text, null::uuid, q.name, p.created_at, false, p.patient_id,
            jsonb_build_object('mime_type', p.mime_type)
          from app.find_entries(p_tenant_id, v_search, array['file'], 100) with ordinality f (kind, record_id, title, distance, place)
          join public.patient_files p on p.tenant_id = p_tenant_id and p.id = f.record_id and p.archived_at is null
          join public.patients q on q.tenant_id = p_tenant_id and q.id = p.patient_id
          where not p.is_clinical or app.treats(p_tenant_id, p.patient_id, auth.uid())
          order by f.place limit v_limit;
      when 'message' then
        return query
          select 'message', m.thread_id, coalesce(m.contact_name, m.phone), 4, m.thread_key, m.phone, m.message_id, m.body, m.occurred_at, false,
            null::uuid, null::jsonb
          from public.search_messages(p_tenant_id, v_search, p_limit => v_limit) m;
    end case;
  end loop;
end;
$$;
comment on function public.search_global(uuid, text, text[], integer, uuid[], integer) is
  'Caller: members. What a clinic has under names, numbers, e-mails, days, amounts or words of messages, p_limit (up to 50) of each kind, best first: patient, doctor, conversation, contact, company, deal, lead, then session, charge, payment, file and message (id is its conversation). A therapist finds the own sessions and their charges, and no payments, and nothing of sales; clinical files are found by who treats the patient; nothing of the record is searched. phone: of the conversation, or the first one of a patient or doctor, whose specialty is the body; the body of a session is its type and therapist, of a file its patient. distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, 4 found by its people, day, amount or words. p_near: ids that the caller had open, the nearest first, which come before all but the exact name; without a search they are the answer. A kind that was not begun within p_milliseconds is a row without id: ask for it alone. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.search_global(uuid, text, text[], integer, uuid[], integer) from public, anon, authenticated;
grant execute on function public.search_global(uuid, text, text[], integer, uuid[], integer) to authenticated;
