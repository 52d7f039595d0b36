create function public.list_message_templates(p_tenant_id uuid)
returns setof public.message_templates
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.* from public.message_templates t
    join public.notification_channels c on c.tenant_id = t.tenant_id and c.id = t.channel_id and c.is_active
    where t.tenant_id = p_tenant_id
    order by t.status = 'approved' desc, lower(t.name), t.language, t.id;
end;
$$;
comment on function public.list_message_templates(uuid) is
  'Caller: members. Templates of the active channel, approved first, then by name; none where it is not an official number. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_message_templates(uuid) from public, anon, authenticated;
grant execute on function public.list_message_templates(uuid) to authenticated;
