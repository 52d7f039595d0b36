create function app.campaign_tier(p_tenant_id uuid, p_now timestamptz default now())
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel uuid := (select c.channel_id from app.campaign_channel(p_tenant_id) c);
  v_tier app.messaging_tiers;
  v_used integer;
begin
  select t.* into v_tier from public.meta_accounts a join app.messaging_tiers t on t.key = upper(a.messaging_limit)
  where a.tenant_id = p_tenant_id and a.channel_id = v_channel;
  if v_tier.people is null then
    return null;
  end if;
  -- whoever was written to by a template in the last 24 hours: by campaigns, and by what was charged
  select count(*) into v_used from (
    select r.thread_id from public.campaign_recipients r
    where r.tenant_id = p_tenant_id and r.taken_at > p_now - interval '24 hours' and r.thread_id is not null
    union
    select m.thread_id from public.whatsapp_credits_transactions x
    join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = x.conversation_message_id and m.content ? 'template'
    where x.tenant_id = p_tenant_id and x.kind = 'usage' and x.created_at > p_now - interval '24 hours') u;
  return jsonb_build_object('key', v_tier.key, 'people', v_tier.people, 'used', v_used, 'left', greatest(0, v_tier.people - v_used));
end;
$$;
comment on function app.campaign_tier(uuid, timestamptz) is
  'How many people the number may still write to first: {key, people, used: in the last 24 hours, left}; NULL where nobody says or there is no limit.';
revoke execute on function app.campaign_tier(uuid, timestamptz) from public, anon, authenticated;
