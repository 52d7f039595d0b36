create function public.start_campaign(p_tenant_id uuid, p_id uuid, p_version integer, p_starts_at timestamptz default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.campaigns;
  v_problems jsonb;
  v_preview jsonb;
begin
  perform app.require_campaigner(p_tenant_id);
  v_row := app.lock_campaign(p_tenant_id, p_id);
  -- somebody else has: one start is enough
  if v_row.state <> 'draft' then
    return app.campaign_report(v_row);
  elsif v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'campaign_changed';
  elsif p_starts_at > now() + interval '1 year' then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  v_preview := app.preview_campaign(p_tenant_id, p_id, v_row.definition, now());
  v_problems := v_preview -> 'problems';
  if v_problems <> '[]' then
    raise sqlstate 'PT409' using message = 'campaign_has_problems', detail = v_problems::text;
  elsif (v_preview ->> 'reachable')::integer = 0 then
    raise sqlstate 'PT409' using message = 'campaign_reaches_nobody';
  elsif coalesce(p_starts_at, now()) <= now() and (v_preview ->> 'missing_credits')::integer > 0 then
    raise sqlstate 'PT402' using message = case when (v_preview ->> 'credits')::integer > (v_preview ->> 'balance')::integer
      then 'insufficient_credits' else 'credits_kept_for_reminders' end,
      detail = jsonb_build_object('balance', v_preview -> 'balance', 'needed', v_preview -> 'credits')::text;
  end if;
  update public.campaigns c set state = case when p_starts_at > now() then 'scheduled' else 'running' end,
    starts_at = greatest(coalesce(p_starts_at, now()), now()), started_at = case when p_starts_at > now() then null else now() end,
    hold_id = gen_random_uuid(), started_by = auth.uid()
  where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
  perform app.audit(p_tenant_id, case v_row.state when 'scheduled' then 'campaign.scheduled' else 'campaign.started' end, 'campaign', p_id::text,
    null, jsonb_build_object('name', v_row.name, 'starts_at', v_row.starts_at, 'reachable', v_preview -> 'reachable', 'credits', v_preview -> 'credits'));
  perform app.enqueue_campaign(p_tenant_id, p_id, v_row.starts_at);
  perform app.tell_campaign(p_tenant_id, p_id);
  return app.campaign_report(v_row);
end;
$$;
comment on function public.start_campaign(uuid, uuid, integer, timestamptz) is
  'Caller: who sends campaigns. Starts what was read in p_version, now or at a moment; started by somebody else, it changes nothing. Answers as get_campaign. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 campaign_not_found, PT409 campaign_changed, PT409 campaign_has_problems (detail: them), PT409 campaign_reaches_nobody, PT402 insufficient_credits, PT402 credits_kept_for_reminders, PT400 invalid_date.';
revoke execute on function public.start_campaign(uuid, uuid, integer, timestamptz) from public, anon, authenticated;
grant execute on function public.start_campaign(uuid, uuid, integer, timestamptz) to authenticated;
