-- Something of what a clinic answers from is different now: kept answers no longer count.
create function app.touch_knowledge(p_tenant_id uuid)
returns void
language sql
set search_path = ''
as $$
  insert into public.ai_knowledge as k (tenant_id) values (p_tenant_id)
  on conflict (tenant_id) do update set version = k.version + 1;
$$;
revoke execute on function app.touch_knowledge(uuid) from public, anon, authenticated;
