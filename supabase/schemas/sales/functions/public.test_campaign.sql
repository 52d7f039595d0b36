create function public.test_campaign(p_tenant_id uuid, p_definition jsonb, p_variant text, p_phone text, p_client_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_definition jsonb;
  v_phone text;
  v_problems jsonb;
  v_field text := case p_variant when 'b' then 'variant_b' else 'variant_a' end;
begin
  perform app.require_campaigner(p_tenant_id);
  v_definition := app.checked_campaign(p_definition);
  v_phone := app.normalize_phone(p_phone);
  if v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone';
  end if;
  select jsonb_agg(to_jsonb(p)) into v_problems from app.campaign_problems(p_tenant_id, v_definition) p where p.field in ('channel', v_field);
  if v_problems is not null then
    raise sqlstate 'PT409' using message = 'campaign_has_problems', detail = v_problems::text;
  end if;
  if not app.take_turn('campaign_test:' || p_tenant_id, 20, interval '1 hour') then
    raise sqlstate 'PT429' using message = 'too_many_requests';
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key) values (p_tenant_id, 'run_campaign', jsonb_build_object('test', jsonb_build_object(
    'variant', v_definition -> 'variants' -> case p_variant when 'b' then 1 else 0 end, 'phone', v_phone, 'client_id', p_client_id,
    'name', coalesce(app.name_of_member(auth.uid()), ''))), 'campaign_test:' || p_client_id)
  on conflict do nothing;
  perform app.call_function('process-jobs', '{}');
end;
$$;
comment on function public.test_campaign(uuid, jsonb, text, text, uuid) is
  'Caller: who sends campaigns. Sends one text to one phone, with the caller''s own name in it; once for its client id, at most 20 an hour. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_campaign, PT400 invalid_phone, PT409 campaign_has_problems, PT429 too_many_requests.';
revoke execute on function public.test_campaign(uuid, jsonb, text, text, uuid) from public, anon, authenticated;
grant execute on function public.test_campaign(uuid, jsonb, text, text, uuid) to authenticated;
