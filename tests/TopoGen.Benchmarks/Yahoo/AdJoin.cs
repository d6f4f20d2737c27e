namespace TopoGen.Benchmarks;

public abstract class AdJoin
{
    private readonly AdCampaigns _campaigns = new(YahooSettings.Database);
    private readonly YahooSettings _settings = YahooSettings.Own;

    public void Execute(in AdView view) => Emit(new CampaignView(_campaigns.Of(view.Ad), _settings.WindowOf(view.Time)));

    [Output]
    protected abstract void Emit(in CampaignView view);
}
