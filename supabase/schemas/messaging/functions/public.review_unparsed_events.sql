create function public.review_unparsed_events(p_tenant_id uuid, p_event_ids text[], p_reviewed boolean default true)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform app.require_admin(p_tenant_id);
  update app.webhook_events e set reviewed_at = case when p_reviewed then now() end
  where e.tenant_id = p_tenant_id and e.event_key = any (p_event_ids) and e.outcome = 'unparsed'
    -- the primary key begins with the clinic and its channels
    and e.channel_id in (select c.id from public.notification_channels c where c.tenant_id = p_tenant_id)
    and (e.reviewed_at is null) = p_reviewed;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
comment on function public.review_unparsed_events(uuid, text[], boolean) is
  'Caller: owner or admin. Takes events off the list of list_unparsed_events, or puts them back (p_reviewed false); they stay stored. How many changed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.review_unparsed_events(uuid, text[], boolean) from public, anon, authenticated;
grant execute on function public.review_unparsed_events(uuid, text[], boolean) to authenticated;
