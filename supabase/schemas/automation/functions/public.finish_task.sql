create function public.finish_task(p_tenant_id uuid, p_id uuid, p_done boolean default true)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.tasks;
begin
  perform app.require_member(p_tenant_id);
  update public.tasks k set done_at = case when coalesce(p_done, true) then coalesce(k.done_at, now()) end,
    done_by = case when coalesce(p_done, true) then coalesce(k.done_by, auth.uid()) end
  where k.tenant_id = p_tenant_id and k.id = p_id returning * into v_row;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'task_not_found';
  end if;
  perform app.broadcast(p_tenant_id, 'task', jsonb_build_object('id', p_id));
  return jsonb_build_object('id', p_id, 'done_at', v_row.done_at);
end;
$$;
comment on function public.finish_task(uuid, uuid, boolean) is
  'Caller: members. Done, or open again: {id, done_at}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 task_not_found.';
revoke execute on function public.finish_task(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.finish_task(uuid, uuid, boolean) to authenticated;
