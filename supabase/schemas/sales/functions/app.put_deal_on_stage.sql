create function app.put_deal_on_stage(p_deal public.deals, p_stage public.pipeline_stages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_event uuid;
  v_from text := (select s.name from public.pipeline_stages s where s.tenant_id = p_deal.tenant_id and s.id = p_deal.stage_id);
begin
  update public.deals d set pipeline_id = p_stage.pipeline_id, stage_id = p_stage.id, stage_since = clock_timestamp(), version = d.version + 1
  where d.tenant_id = p_deal.tenant_id and d.id = p_deal.id;
  insert into public.sales_events (tenant_id, entity, deal_id, kind, actor_id, before, after)
  values (p_deal.tenant_id, 'deal', p_deal.id, 'moved', auth.uid(), jsonb_build_object('stage_id', p_deal.stage_id, 'stage', v_from),
    jsonb_build_object('stage_id', p_stage.id, 'stage', p_stage.name)) returning id into v_event;
  perform app.audit(p_deal.tenant_id, 'deal.moved', 'deal', p_deal.id::text, jsonb_build_object('stage', v_from), jsonb_build_object('stage', p_stage.name));
  perform app.broadcast(p_deal.tenant_id, 'sale', jsonb_build_object('entity', 'deal', 'id', p_deal.id));
  perform app.publish_event(p_deal.tenant_id, 'deal.moved', jsonb_build_object('deal_id', p_deal.id, 'event_id', v_event));
end;
$$;
comment on function app.put_deal_on_stage(public.deals, public.pipeline_stages) is
  'Moves a deal that the caller holds, writes it down and tells whoever listens.';
revoke execute on function app.put_deal_on_stage(public.deals, public.pipeline_stages) from public, anon, authenticated;
