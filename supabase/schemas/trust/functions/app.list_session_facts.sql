create function app.list_session_facts(p_tenant_id uuid, p_where jsonb, p_after jsonb, p_limit integer)
returns table (
  id uuid, starts_at timestamptz, ends_at timestamptz, patients text, therapist_name text, type_name text, room_name text, status text,
  is_online boolean, note text
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_from timestamptz;
  v_to timestamptz;
begin
  perform app.require_member(p_tenant_id);
  v_from := app.local_moment(app.typed_date(p_where ->> 'from')::timestamp, v_zone);
  v_to := app.local_moment((app.typed_date(p_where ->> 'to') + 1)::timestamp, v_zone);
  return query
    select s.id, s.starts_at, s.ends_at, (
        select string_agg(q.name, ', ' order by x.position, q.sort_name)
        from public.session_patients x join public.patients q on q.tenant_id = p_tenant_id and q.id = x.patient_id
        where x.tenant_id = p_tenant_id and x.session_id = s.id),
      t.name, y.name, r.name, s.status, s.is_online, s.note
    from public.sessions s
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
    left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id
    where s.tenant_id = p_tenant_id and (v_from is null or s.starts_at >= v_from) and (v_to is null or s.starts_at < v_to)
      and (p_where -> 'therapist_ids' is null or s.therapist_id in (
        select app.typed_id(e) from jsonb_array_elements_text(p_where -> 'therapist_ids') e))
      and (p_after is null or (s.starts_at, s.id) > ((p_after ->> 'starts_at')::timestamptz, app.typed_id(p_after ->> 'id')))
    order by s.starts_at, s.id limit p_limit;
end;
$$;
comment on function app.list_session_facts(uuid, jsonb, jsonb, integer) is
  'Sessions for a file, as every member sees them in the agenda. p_where {from, to, therapist_ids}: days of the clinic, both included. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';
revoke execute on function app.list_session_facts(uuid, jsonb, jsonb, integer) from public, anon, authenticated;
