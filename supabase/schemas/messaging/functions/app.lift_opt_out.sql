-- The person opted in again at p_said_at. What a colleague noted later stands. True when an opt-out was lifted.
create function app.lift_opt_out(p_tenant_id uuid, p_thread_ids uuid[], p_said_at timestamptz)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  delete from public.conversation_optouts o
  where o.tenant_id = p_tenant_id and o.thread_id = any (p_thread_ids) and (o.keyword is not null or o.created_at < p_said_at);
  return found;
end;
$$;
revoke execute on function app.lift_opt_out(uuid, uuid[], timestamptz) from public, anon, authenticated;
