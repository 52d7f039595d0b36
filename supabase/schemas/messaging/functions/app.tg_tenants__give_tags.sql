create function app.tg_tenants__give_tags()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into public.conversation_tags (tenant_id, name, name_key, color, position, system_key)
  select new.id, s.name, app.normalize_text(s.name), s.color, s.position, s.key from app.system_tags s;
  return null;
end;
$$;
revoke execute on function app.tg_tenants__give_tags() from public, anon, authenticated;
