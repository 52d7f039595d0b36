create function public.list_record_entries(
  p_tenant_id uuid, p_patient_id uuid, p_where jsonb default '{}', p_before_id uuid default null, p_limit integer default 20
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_access text := app.require_record_access(p_tenant_id, p_patient_id);
  v_limit integer := least(greatest(coalesce(p_limit, 20), 1), 50);
  v_from date := app.typed_date(p_where ->> 'from');
  v_until date := app.typed_date(p_where ->> 'until');
  v_before public.record_entries;
  v_ids uuid[];
  v_addenda uuid[];
begin
  select * into v_before from public.record_entries e
  where e.tenant_id = p_tenant_id and e.id = p_before_id and e.patient_id = p_patient_id;
  v_ids := array(
    select e.id from public.record_entries e
    where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.discarded_at is null and e.addendum_to is null
      and (p_where ->> 'kind' is null or e.kind = p_where ->> 'kind')
      and (p_where ->> 'author_id' is null or e.author_id::text = p_where ->> 'author_id')
      and (v_from is null or e.occurred_on >= v_from) and (v_until is null or e.occurred_on <= v_until)
      and (p_where ->> 'state' is null
        or (p_where ->> 'state' = 'draft' and e.signed_at is null)
        or (p_where ->> 'state' = 'signed' and e.signed_at is not null)
        or (p_where ->> 'state' = 'waiting' and e.countersigner_id is not null and e.countersigned_at is null))
      and (v_before.id is null or (e.occurred_on, e.created_at, e.id) < (v_before.occurred_on, v_before.created_at, v_before.id))
    order by e.occurred_on desc, e.created_at desc, e.id desc
    limit v_limit + 1);
  v_addenda := array(
    select a.id from public.record_entries a
    where a.tenant_id = p_tenant_id and a.addendum_to = any (v_ids[1:v_limit]) and a.discarded_at is null);
  perform app.note_record_reads(p_tenant_id, p_patient_id, case v_access when 'break_glass' then 'break_glass' else 'read' end,
    v_ids[1:v_limit] || v_addenda);
  return jsonb_build_object(
    'access', v_access, 'has_more', cardinality(v_ids) > v_limit,
    'entries', coalesce((
      select jsonb_agg(app.record_entry_json(e) || jsonb_build_object('addenda', app.record_addenda(e))
        order by e.occurred_on desc, e.created_at desc, e.id desc)
      from public.record_entries e where e.tenant_id = p_tenant_id and e.id = any (v_ids[1:v_limit])), '[]'));
end;
$$;
comment on function public.list_record_entries(uuid, uuid, jsonb, uuid, integer) is
  'Caller: who treats the patient, their trainee''s supervisor, and emergencies. A page of the record with its content, latest day first, after an entry; p_where {kind, author_id, from, until, state: draft | signed | waiting}. {access, has_more, entries [{…, addenda}]}. Every entry in the answer is noted as read. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 record_closed, PT404 patient_not_found, PT400 invalid_date.';
revoke execute on function public.list_record_entries(uuid, uuid, jsonb, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_record_entries(uuid, uuid, jsonb, uuid, integer) to authenticated;
