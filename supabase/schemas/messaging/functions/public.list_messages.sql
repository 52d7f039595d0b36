create function public.list_messages(
  p_tenant_id uuid, p_thread_key text, p_before_at timestamptz default null, p_before_id uuid default null, p_limit integer default 50
)
returns setof public.conversation_messages
language plpgsql
stable
set search_path = ''
as $$
declare
  v_thread_id uuid;
  -- plain variables: beside a policy, a plan for any values takes nothing else as the beginning of an index range
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  return query
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id
      and (m.occurred_at, m.id) < (v_at, v_id)
    order by m.occurred_at desc, m.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_messages(uuid, text, timestamptz, uuid, integer) is 'Caller: members. Newest first, keyset by occurred_at and id, p_limit up to 200. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_messages(uuid, text, timestamptz, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_messages(uuid, text, timestamptz, uuid, integer) to authenticated;
