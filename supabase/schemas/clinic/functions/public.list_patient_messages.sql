create function public.list_patient_messages(
  p_tenant_id uuid, p_patient_id uuid, p_direction text default null, p_before_at timestamptz default null, p_before_id uuid default null,
  p_limit integer default 50
)
returns setof public.conversation_messages
language plpgsql
stable
set search_path = ''
as $$
declare
  v_patient uuid;
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 200);
begin
  perform app.require_member(p_tenant_id);
  v_patient := app.surviving_patient(p_tenant_id, p_patient_id);
  if v_patient is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if p_direction not in ('inbound', 'outbound') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_direction, 40);
  end if;
  -- the newest of each conversation, and of those the newest
  return query
    select m.* from app.threads_of_patient(p_tenant_id, v_patient) t (thread_id)
    cross join lateral (
      select * from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = t.thread_id and (m.occurred_at, m.id) < (v_at, v_id)
        and (p_direction is null or m.direction = p_direction)
      order by m.occurred_at desc, m.id desc limit v_limit
    ) m
    order by m.occurred_at desc, m.id desc limit v_limit;
end;
$$;
comment on function public.list_patient_messages(uuid, uuid, text, timestamptz, uuid, integer) is
  'Caller: members. What was written in all conversations of a patient, the newest first, keyset by occurred_at and id; p_direction: inbound or outbound. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT400 invalid_filter.';
revoke execute on function public.list_patient_messages(uuid, uuid, text, timestamptz, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_patient_messages(uuid, uuid, text, timestamptz, uuid, integer) to authenticated;
