-- What sleeps is unread to nobody before it wakes, and what is blocked not at all: as the list counts.
create function app.count_unread(p_tenant_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select count(*) from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.status = 'open' and t.unread_count > 0 and t.snoozed_until is null and t.blocked_at is null;
$$;
comment on function app.count_unread(uuid) is 'Open conversations of a clinic that have something to read: the number at the menu, in the title of the tab and on the icon of the app.';
revoke execute on function app.count_unread(uuid) from public, anon, authenticated;
