create function app.give_sales(p_tenant_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_pipeline uuid := gen_random_uuid();
begin
  if exists (select from public.pipelines p where p.tenant_id = p_tenant_id) then
    return;
  end if;
  insert into public.pipelines (tenant_id, id, name) values (p_tenant_id, v_pipeline, 'Vendas');
  insert into public.pipeline_stages (tenant_id, pipeline_id, name, probability, rotting_days, position) values
    (p_tenant_id, v_pipeline, 'Primeiro contato', 10, 3, 1), (p_tenant_id, v_pipeline, 'Conversa marcada', 30, 7, 2),
    (p_tenant_id, v_pipeline, 'Proposta enviada', 60, 7, 3), (p_tenant_id, v_pipeline, 'Negociação', 80, 10, 4);
  insert into public.deal_lost_reasons (tenant_id, name, position) values
    (p_tenant_id, 'Preço', 1), (p_tenant_id, 'Não respondeu mais', 2), (p_tenant_id, 'Escolheu outra clínica', 3), (p_tenant_id, 'Não era o momento', 4);
  insert into public.lead_score_rules (tenant_id, field, value, points, position) values
    (p_tenant_id, 'has_phone', null, 10, 1), (p_tenant_id, 'has_email', null, 10, 2), (p_tenant_id, 'has_company', null, 20, 3),
    (p_tenant_id, 'origin_is', 'referral', 20, 4), (p_tenant_id, 'message_contains', 'avaliação', 15, 5);
end;
$$;
comment on function app.give_sales(uuid) is
  'What every clinic begins with: a pipeline, reasons and points.';
revoke execute on function app.give_sales(uuid) from public, anon, authenticated;
