create function public.list_campaign_recipients(p_tenant_id uuid, p_id uuid, p_state text default null, p_after integer default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_seller(p_tenant_id);
  if p_limit not between 1 and 1000 or coalesce(p_state, 'all') not in ('all', 'queued', 'sent', 'delivered', 'read', 'replied', 'failed', 'skipped') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'position', r.position, 'name', r.name, 'phone', r.phone, 'variant', r.variant, 'state', r.state,
      'reason', r.reason, 'taken_at', r.taken_at, 'replied_at', r.replied_at, 'patient_id', r.patient_id, 'contact_id', r.contact_id, 'thread_key', t.thread_key)
      order by r.position), '[]')
    from (
      select * from public.campaign_recipients r
      where r.tenant_id = p_tenant_id and r.campaign_id = p_id and r.position > coalesce(p_after, 0) and case coalesce(p_state, 'all')
        when 'all' then true
        when 'queued' then r.state in ('queued', 'sending')
        when 'sent' then r.state in ('sent', 'delivered', 'read')
        when 'delivered' then r.state in ('delivered', 'read')
        when 'replied' then r.replied_at is not null
        else r.state = p_state end
      order by r.position limit p_limit) r
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = r.thread_id);
end;
$$;
comment on function public.list_campaign_recipients(uuid, uuid, text, integer, integer) is
  'Caller: whoever sells. What became of each person, in the order of sending, after a position: {id, position, name, phone, variant, state, reason, taken_at, replied_at, patient_id, contact_id, thread_key}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_filter.';
revoke execute on function public.list_campaign_recipients(uuid, uuid, text, integer, integer) from public, anon, authenticated;
grant execute on function public.list_campaign_recipients(uuid, uuid, text, integer, integer) to authenticated;
