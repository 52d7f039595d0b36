create function app.fill_campaign(p_tenant_id uuid, p_variant jsonb, p_fills jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select case when p_variant -> 'template' is distinct from 'null'::jsonb and p_variant ? 'template' then (
      select jsonb_build_object('body', null, 'template', jsonb_build_object('id', p_variant #> '{template,id}', 'variables', f.variables),
        'text', coalesce((
          select app.render_template(t.body, f.variables) from public.message_templates t
          where t.tenant_id = p_tenant_id and t.id = (p_variant #>> '{template,id}')::uuid), ''))
      from (
        select coalesce(jsonb_object_agg(e.key, app.render_template(e.value, p_fills)), '{}') as variables
        from jsonb_each_text(p_variant #> '{template,variables}') e) f)
    else (
      select jsonb_build_object('body', b.body, 'template', null, 'text', coalesce(b.body, ''))
      from (select app.render_template(p_variant ->> 'body', p_fills) as body) b) end;
$$;
comment on function app.fill_campaign(uuid, jsonb, jsonb) is
  'A text for one person: {body, template {id, variables}, text: as it is read}.';
revoke execute on function app.fill_campaign(uuid, jsonb, jsonb) from public, anon, authenticated;
