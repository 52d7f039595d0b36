create function app.campaign_problems(p_tenant_id uuid, p_definition jsonb, p_now timestamptz default now())
returns table (field text, code text)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel record;
  v_purpose app.campaign_purposes;
  v_variant record;
  v_template public.message_templates;
  v_text text;
  v_texts text := '';
begin
  select * into v_channel from app.campaign_channel(p_tenant_id);
  select * into v_purpose from app.campaign_purposes u where u.purpose = p_definition ->> 'purpose';
  if v_channel.channel_id is null then
    return query select 'channel', 'no_active_channel';
  elsif v_channel.obstacle is not null then
    return query select 'channel', v_channel.obstacle;
  elsif not v_channel.is_connected then
    return query select 'channel', 'channel_disconnected';
  end if;
  if jsonb_typeof(p_definition -> 'audience') is distinct from 'object' then
    return query select 'audience', 'no_audience';
  elsif p_definition #>> '{audience,kind}' = 'people' and jsonb_array_length(p_definition #> '{audience,ids}') = 0 then
    return query select 'audience', 'no_audience';
  elsif p_definition #>> '{audience,kind}' = 'tag' and not exists (
    select from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = (p_definition #>> '{audience,tag_id}')::uuid) then
    return query select 'audience', 'tag_not_found';
  elsif p_definition #>> '{audience,kind}' = 'segment' and not exists (
    select from public.segments s
    where s.tenant_id = p_tenant_id and s.id = (p_definition #>> '{audience,segment_id}')::uuid and s.entity <> 'companies') then
    return query select 'audience', 'segment_not_found';
  end if;
  if jsonb_array_length(p_definition -> 'variants') = 0 then
    return query select 'variant_a', 'no_text';
  end if;
  for v_variant in select v, case n when 1 then 'variant_a' else 'variant_b' end as field from jsonb_array_elements(p_definition -> 'variants') with ordinality x (v, n) loop
    v_template := null;
    if coalesce(v_channel.needs_template, false) then
      select * into v_template from public.message_templates t
      where t.tenant_id = p_tenant_id and t.channel_id = v_channel.channel_id and t.id = (v_variant.v #>> '{template,id}')::uuid;
      if v_variant.v -> 'template' = 'null'::jsonb then
        return query select v_variant.field, 'no_template';
      elsif v_template.id is null then
        return query select v_variant.field, 'template_not_found';
      elsif v_template.status <> 'approved' then
        return query select v_variant.field, 'template_not_approved';
      elsif v_purpose.template_categories is not null and not lower(btrim(v_template.category)) = any (v_purpose.template_categories) then
        return query select v_variant.field, 'template_category';
      end if;
      return query select distinct v_variant.field, 'template_variables_invalid' from jsonb_array_elements(v_template.variables) k
        where coalesce(btrim(v_variant.v #>> array['template', 'variables', k ->> 'key']), '') = '';
      v_text := concat_ws(' ', v_template.body, (
        select string_agg(e.value, ' ') from jsonb_each_text(coalesce(v_variant.v #> '{template,variables}', '{}')) e));
      -- the places of a template are its own; what they are filled with is ours
      return query select distinct v_variant.field, 'unknown_variable'
        from jsonb_each_text(coalesce(v_variant.v #> '{template,variables}', '{}')) e, regexp_matches(e.value, '\{\{\s*(\w+)\s*\}\}', 'g') f
        where not f[1] = any (array['nome', 'nome_completo', 'clinica']);
    else
      v_text := v_variant.v ->> 'body';
      if v_text is null then
        return query select v_variant.field, 'no_text';
      end if;
      return query select distinct v_variant.field, 'unknown_variable' from regexp_matches(v_text, '\{\{\s*(\w+)\s*\}\}', 'g') f
        where not f[1] = any (array['nome', 'nome_completo', 'clinica']);
      if v_purpose.needs_permission and app.normalize_text(v_text) !~ '\msair\M' then
        return query select v_variant.field, 'no_way_out';
      end if;
    end if;
    v_texts := concat_ws(' ', v_texts, v_text);
  end loop;
  if v_purpose.is_offer and p_definition -> 'confirms_offer' is distinct from 'true'::jsonb
    and exists (select from app.offer_words w where app.normalize_text(v_texts) ~ w.pattern)
    and exists (
      select from public.therapists t join app.offer_councils o on o.council = t.council
      join public.tenant_members m on m.tenant_id = p_tenant_id and m.user_id = t.user_id and m.status = 'active'
      where t.tenant_id = p_tenant_id) then
    return query select 'offer', 'offer_not_confirmed';
  end if;
  if app.campaign_moment(p_tenant_id, (p_definition ->> 'hour_from')::time, (p_definition ->> 'hour_to')::time, p_now) is null then
    return query select 'hours', 'no_hours';
  end if;
end;
$$;
comment on function app.campaign_problems(uuid, jsonb, timestamptz) is
  'What keeps a campaign from being sent: {field channel|audience|variant_a|variant_b|offer|hours, code}.';
revoke execute on function app.campaign_problems(uuid, jsonb, timestamptz) from public, anon, authenticated;
